package dev.weir.console;

import dev.weir.console.ConsoleServer.View;
import io.fabric8.kubernetes.api.model.Pod;
import io.helidon.common.parameters.Parameters;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;

/// The request tester: which rule wins, why the others do not, and the real answer.
///
/// Explaining reads only, and its page has an address. Sending reaches this process' own load
/// balancers only, and only with a token that stands in its own page, so that no other site can
/// make a browser send a request.
public final class Tester {
  private final Inventory inventory;
  private final KubernetesView kubernetes;
  private final RequestExplainer explainer;
  private final String token = newToken();

  Tester(Inventory inventory, KubernetesView kubernetes, RequestExplainer explainer) {
    this.inventory = inventory;
    this.kubernetes = kubernetes;
    this.explainer = explainer;
  }

  Optional<View> show(Map<String, String> parameters) {
    TestForm form = TestForm.of(parameters);
    if (!form.isEmpty()) {
      return Optional.of(view(result(form, false)));
    }
    String url =
        inventory.loadBalancers().stream()
            .filter(each ->
                form.loadBalancer().isEmpty()
                    || each.loadBalancerName().equals(form.loadBalancer()))
            .findFirst()
            .map(each -> "http://" + each.dnsName() + "/")
            .orElse("");
    return Optional.of(view(Result.nothing(form.withUrl(url), "")));
  }

  void post(ServerRequest request, ServerResponse response, Function<View, String> render) {
    Parameters fields = request.content().as(Parameters.class);
    Map<String, String> values = new TreeMap<>();
    fields.names().forEach(name -> values.put(name, fields.first(name).orElse("")));
    if (!isOfThisOrigin(request) || !hasToken(values)) {
      response
          .status(Status.FORBIDDEN_403)
          .send("The tester takes requests from its own page only. Load /tester again.\n");
      return;
    }
    TestForm form = TestForm.of(values);
    if (values.containsKey("send")) {
      ConsoleServer.html(response, Status.OK_200, render.apply(view(result(form, true))));
    } else {
      ConsoleServer.redirect(response, form.address());
    }
  }

  private Result result(TestForm form, boolean send) {
    Optional<TestForm.Asked> asked = form.asked();
    if (asked.isEmpty()) {
      return Result.nothing(
          form,
          "URL '"
              + form.url()
              + "' (expected: http:// or https:// with host and path, no spaces).");
    }
    Optional<LoadBalancer> loadBalancer = loadBalancer(form, asked.get());
    if (loadBalancer.isEmpty()) {
      return Result.nothing(
          form,
          form.loadBalancer().isEmpty()
              ? "No load balancer has the DNS name '" + asked.get().host() + "'. Choose one."
              : "No load balancer is named '" + form.loadBalancer() + "'. Choose one.");
    }
    int port = asked.get().port();
    Optional<Listener> listener =
        inventory.listeners(loadBalancer.get()).stream()
            .filter(each -> each.port() == port)
            .findFirst();
    if (listener.isEmpty()) {
      return Result.nothing(
          form,
          "Load balancer "
              + loadBalancer.get().loadBalancerName()
              + " has no listener on port "
              + port
              + ".");
    }
    String arn = listener.get().listenerArn();
    RequestExplainer.Request request = form.request(asked.get());
    Optional<RequestExplainer.Explanation> explanation = explainer.explain(arn, request);
    if (explanation.isEmpty()) {
      return Result.nothing(form, "The data plane of this listener is not in this process.");
    }
    Optional<RequestExplainer.Answer> answer =
        send ? explainer.send(arn, request) : Optional.empty();
    return new Result(form, explanation, answer, answer.map(this::pod).orElse(""), "");
  }

  private Optional<LoadBalancer> loadBalancer(TestForm form, TestForm.Asked asked) {
    return form.loadBalancer().isEmpty()
        ? inventory.loadBalancers().stream()
            .filter(each -> each.dnsName().equalsIgnoreCase(asked.host()))
            .findFirst()
        : inventory.loadBalancer(form.loadBalancer());
  }

  private String pod(RequestExplainer.Answer answer) {
    int colon = answer.target().lastIndexOf(':');
    if (colon < 0) {
      return "";
    }
    Pod pod = kubernetes.podsByAddress(Map.of()).get(answer.target().substring(0, colon));
    return pod == null ? "" : pod.getMetadata().getNamespace() + "/" + pod.getMetadata().getName();
  }

  private View view(Result result) {
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("result", result);
    model.put(
        "loadBalancers",
        inventory.loadBalancers().stream().map(LoadBalancer::loadBalancerName).sorted().toList());
    model.put("token", token);
    return new View("tester.jte", model);
  }

  private boolean hasToken(Map<String, String> values) {
    return MessageDigest.isEqual(
        token.getBytes(StandardCharsets.US_ASCII),
        values.getOrDefault("token", "").getBytes(StandardCharsets.UTF_8));
  }

  /// A browser says where a request comes from; a program that says nothing still needs the token.
  private static boolean isOfThisOrigin(ServerRequest request) {
    String own = "http://" + request.authority();
    return request
            .headers()
            .first(HeaderNames.create("Sec-Fetch-Site"))
            .map(site -> site.equals("same-origin") || site.equals("none"))
            .orElse(true)
        && request.headers().first(HeaderNames.ORIGIN).map(own::equalsIgnoreCase).orElse(true);
  }

  private static String newToken() {
    byte[] bytes = new byte[16];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /// What the page shows below the form.
  ///
  /// @param pod `namespace/name` of the pod that answered; empty when unknown
  /// @param error what of the form is wrong; empty when nothing is
  public record Result(
      TestForm form,
      Optional<RequestExplainer.Explanation> explanation,
      Optional<RequestExplainer.Answer> answer,
      String pod,
      String error) {
    static Result nothing(TestForm form, String error) {
      return new Result(form, Optional.empty(), Optional.empty(), "", error);
    }
  }
}
