package dev.weir.app;

import dev.weir.console.RequestExplainer;
import dev.weir.elb.Arn;
import dev.weir.elb.ElbSnapshot;
import dev.weir.elb.Listener;
import dev.weir.elb.LoadBalancer;
import dev.weir.elb.RuleAction;
import dev.weir.routing.Explanation.Condition;
import dev.weir.routing.Explanation.Rule;
import dev.weir.routing.RequestHead;
import dev.weir.routing.RouteDecision;
import dev.weir.routing.RouteTable;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Explains requests with the very route table that the proxy compiles, and sends them to the
/// listeners that it bound.
final class LocalRequestExplainer implements RequestExplainer {
  private final Supplier<Serving> serving;
  private final WatchedExchanges watched;

  LocalRequestExplainer(Supplier<Serving> serving, WatchedExchanges watched) {
    this.serving = serving;
    this.watched = watched;
  }

  @Override
  public Optional<Explanation> explain(String listenerArn, Request request) {
    ElbSnapshot snapshot = serving.get().snapshot();
    Listener listener = snapshot.listeners().get(Arn.of(listenerArn));
    if (listener == null) {
      return Optional.empty();
    }
    RouteTable table = RouteTable.compile(listener, snapshot.rulesOf(listener.arn()));
    String host = host(snapshot, listener, request);
    RequestHead head = head(request, host);
    dev.weir.routing.Explanation found = table.explain(head);
    LoadBalancer loadBalancer = snapshot.loadBalancers().get(listener.loadBalancerArn());
    String atTarget =
        found.decision().routing() instanceof RuleAction.Forward && loadBalancer != null
            ? RequestAtTarget.of(loadBalancer, listener, request, host, found.decision(), head)
            : "";
    return Optional.of(explanation(found, head, listener, atTarget));
  }

  @Override
  public Optional<Answer> send(String listenerArn, Request request) {
    Serving now = serving.get();
    Listener listener = now.snapshot().listeners().get(Arn.of(listenerArn));
    if (listener == null) {
      return Optional.empty();
    }
    String host = host(now.snapshot(), listener, request);
    return now.bound(listener.arn())
        .map(address ->
            new TestRequest(watched).send(address, listener.protocol().isSecure(), host, request));
  }

  private static String host(ElbSnapshot snapshot, Listener listener, Request request) {
    LoadBalancer loadBalancer = snapshot.loadBalancers().get(listener.loadBalancerArn());
    return request.host().isEmpty() && loadBalancer != null
        ? loadBalancer.dnsName()
        : request.host();
  }

  /// Writes the request as bytes and points the head at its parts.
  private static RequestHead head(Request request, String host) {
    StringBuilder text = new StringBuilder(request.method()).append(' ').append(request.target());
    int hostFrom = text.append(' ').length();
    text.append(host);
    int hostTo = text.length();
    List<int[]> fields = new ArrayList<>();
    for (Map.Entry<String, String> header : request.headers().entrySet()) {
      int nameFrom = text.append(' ').length();
      int valueFrom = text.append(header.getKey()).append(' ').length();
      text.append(header.getValue());
      fields.add(new int[] {nameFrom, valueFrom - 1, valueFrom, text.length()});
    }
    RequestHead head = new RequestHead();
    head.begin(text.toString().getBytes(StandardCharsets.ISO_8859_1));
    int methodTo = request.method().length();
    head.method(0, methodTo);
    head.target(methodTo + 1, methodTo + 1 + request.target().length());
    head.host(hostFrom, hostTo);
    fields.forEach(field -> head.header(field[0], field[1], field[2], field[3]));
    head.peer(InetAddress.getLoopbackAddress());
    return head;
  }

  private static Explanation explanation(
      dev.weir.routing.Explanation found, RequestHead head, Listener listener, String atTarget) {
    List<Step> steps = new ArrayList<>();
    for (Rule rule : found.rules()) {
      steps.add(new Step(String.valueOf(rule.priority()), rule.chosen(), reason(rule)));
      if (rule.chosen()) {
        break;
      }
    }
    RouteDecision decision = found.decision();
    boolean byDefault = decision.priority() == 0;
    if (byDefault) {
      steps.add(new Step("default", true, "no rule before it matched"));
    }
    String winner = byDefault ? "The default rule" : "Rule " + decision.priority();
    return new Explanation(steps, winner + " wins: " + outcome(decision, head, listener), atTarget);
  }

  private static String reason(Rule rule) {
    if (rule.chosen()) {
      return String.join("; ", rule.conditions().stream().map(Condition::toString).toList());
    }
    return String.join(
        "; ",
        rule.conditions().stream()
            .filter(condition -> !condition.holds())
            .map(Condition::toString)
            .toList());
  }

  private static String outcome(RouteDecision decision, RequestHead head, Listener listener) {
    String first = decision.authentication() == null ? "" : "sign in or token first, then ";
    return first
        + switch (decision.routing()) {
          case RuleAction.Forward forward ->
              "forward to "
                  + String.join(
                      ", ",
                      forward.targetGroups().stream()
                          .map(each -> each.targetGroupArn().resource().split("/")[1])
                          .toList());
          case RuleAction.FixedResponse fixed -> "return fixed response " + fixed.statusCode();
          case RuleAction.Redirect redirect ->
              redirect.statusCode()
                  + " to "
                  + (decision.redirect() == null
                      ? ""
                      : decision
                          .redirect()
                          .location(head, listener.protocol().isSecure(), listener.port()));
          case RuleAction.AuthenticateOidc _,
              RuleAction.AuthenticateCognito _,
              RuleAction.JwtValidation _ ->
              decision.routing().type();
        };
  }
}
