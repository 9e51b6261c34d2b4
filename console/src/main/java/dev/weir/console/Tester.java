package dev.weir.console;

import dev.weir.console.ConsoleServer.View;
import io.helidon.common.parameters.Parameters;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;

/// The request tester: which rule wins, why the others do not, and the real answer.
///
/// It reaches this process' own load balancers only, and only with a token that stands in its own
/// page, so that no other site can make a browser send a request.
public final class Tester {
  private final Inventory inventory;
  private final RequestExplainer explainer;
  private final String token = newToken();

  Tester(Inventory inventory, RequestExplainer explainer) {
    this.inventory = inventory;
    this.explainer = explainer;
  }

  Optional<View> show(Map<String, String> parameters) {
    return Optional.of(view(Form.of(parameters), Optional.empty(), Optional.empty(), ""));
  }

  void post(ServerRequest request, ServerResponse response, Function<View, String> render) {
    Parameters fields = request.content().as(Parameters.class);
    Map<String, String> values = new TreeMap<>();
    fields.names().forEach(name -> values.put(name, fields.get(name)));
    if (!sameOrigin(request) || !tokenIn(values)) {
      response
          .status(Status.FORBIDDEN_403)
          .send("The tester takes requests from its own page only. Load /tester again.\n");
      return;
    }
    ConsoleServer.html(response, Status.OK_200, render.apply(answer(Form.of(values), values)));
  }

  private View answer(Form form, Map<String, String> values) {
    Optional<Listener> listener = listener(form);
    if (listener.isEmpty()) {
      return view(
          form,
          Optional.empty(),
          Optional.empty(),
          "No load balancer '"
              + form.loadBalancer()
              + "' with a listener on port '"
              + form.port()
              + "'. Choose one from the list.");
    }
    String arn = listener.get().listenerArn();
    Optional<RequestExplainer.Explanation> explanation = explainer.explain(arn, form.request());
    Optional<RequestExplainer.Answer> sent =
        values.containsKey("send") ? explainer.send(arn, form.request()) : Optional.empty();
    String error =
        explanation.isEmpty() ? "The data plane of this listener is not in this process." : "";
    return view(form, explanation, sent, error);
  }

  private View view(
      Form form,
      Optional<RequestExplainer.Explanation> explanation,
      Optional<RequestExplainer.Answer> answer,
      String error) {
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("form", form);
    model.put("loadBalancers", names());
    model.put("explanation", explanation);
    model.put("answer", answer);
    model.put("error", error);
    model.put("token", token);
    return new View("tester.jte", model);
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    inventory.loadBalancers().stream()
        .map(LoadBalancer::loadBalancerName)
        .sorted()
        .forEach(names::add);
    return names;
  }

  private Optional<Listener> listener(Form form) {
    return inventory
        .loadBalancer(form.loadBalancer())
        .flatMap(each ->
            inventory.listeners(each).stream()
                .filter(listener -> String.valueOf(listener.port()).equals(form.port()))
                .findFirst());
  }

  private boolean tokenIn(Map<String, String> values) {
    return MessageDigest.isEqual(
        token.getBytes(StandardCharsets.US_ASCII),
        values.getOrDefault("token", "").getBytes(StandardCharsets.UTF_8));
  }

  /// A browser says where a request comes from; a program that says nothing still needs the token.
  private static boolean sameOrigin(ServerRequest request) {
    return request
        .headers()
        .first(HeaderNames.create("Sec-Fetch-Site"))
        .map(site -> site.equals("same-origin") || site.equals("none"))
        .orElse(true);
  }

  private static String newToken() {
    byte[] bytes = new byte[16];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /// What the form holds.
  ///
  /// @param headers one `Name: value` a line
  public record Form(
      String loadBalancer, String port, String method, String host, String target, String headers) {
    static Form of(Map<String, String> values) {
      String loadBalancer = values.getOrDefault("loadBalancer", "");
      return new Form(
          loadBalancer,
          values.getOrDefault("port", "80").strip(),
          values.getOrDefault("method", "GET").strip(),
          values.getOrDefault("host", "").strip(),
          values.getOrDefault("target", "/").strip(),
          values.getOrDefault("headers", ""));
    }

    RequestExplainer.Request request() {
      Map<String, String> parsed = new LinkedHashMap<>();
      headers
          .lines()
          .map(line -> line.split(":", 2))
          .filter(parts -> parts.length == 2 && !parts[0].isBlank())
          .forEach(parts -> parsed.put(parts[0].strip(), parts[1].strip()));
      return new RequestExplainer.Request(
          method.isEmpty() ? "GET" : method, host, target.isEmpty() ? "/" : target, parsed);
    }
  }
}
