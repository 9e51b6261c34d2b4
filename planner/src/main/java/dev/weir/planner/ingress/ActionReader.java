package dev.weir.planner.ingress;

import dev.weir.planner.PlanError;
import dev.weir.planner.annotation.GoText;
import dev.weir.planner.annotation.JsonMismatch;
import dev.weir.planner.annotation.JsonValue;
import dev.weir.planner.ingress.BackendAction.ExistingTargetGroup;
import dev.weir.planner.ingress.BackendAction.Final;
import dev.weir.planner.ingress.BackendAction.ForwardTo;
import dev.weir.planner.ingress.BackendAction.NamedTargetGroup;
import dev.weir.planner.ingress.BackendAction.ServicePort;
import dev.weir.planner.ingress.BackendAction.Target;
import dev.weir.planner.stack.RuleAction;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The JSON of an `actions.*` annotation. The whole text is decoded before anything is validated,
/// so a wrong type anywhere is reported before a missing field.
final class ActionReader {

  private ActionReader() {}

  static BackendAction read(JsonValue json) {
    String type = json.string("type").orElse("");
    Optional<String> arn = json.string("targetGroupARN");
    Optional<String> name = json.string("targetGroupName");
    Optional<RuleAction.FixedResponse> fixed =
        json.member("fixedResponseConfig").map(ActionReader::fixedResponse);
    Optional<RuleAction.Redirect> redirect =
        json.member("redirectConfig").map(ActionReader::redirect);
    Optional<Forward> forward = json.member("forwardConfig").map(Forward::of);
    return switch (type) {
      case "fixed-response" ->
          new Final(complete(fixed, "FixedResponseConfig", RuleAction.FixedResponse::statusCode));
      case "redirect" ->
          new Final(complete(redirect, "RedirectConfig", RuleAction.Redirect::statusCode));
      case "forward" -> forward(arn, name, forward);
      default -> throw PlanError.of("unknown action type: " + type);
    };
  }

  private static RuleAction.FixedResponse fixedResponse(JsonValue json) {
    return new RuleAction.FixedResponse(
        json.string("contentType").orElse(null),
        json.string("messageBody").orElse(null),
        json.string("statusCode").orElse(""));
  }

  private static RuleAction.Redirect redirect(JsonValue json) {
    return new RuleAction.Redirect(
        json.string("host").orElse(null),
        json.string("path").orElse(null),
        json.string("port").orElse(null),
        json.string("protocol").orElse(null),
        json.string("query").orElse(null),
        json.string("statusCode").orElse(""));
  }

  private static <T> T complete(Optional<T> config, String name, Function<T, String> statusCode) {
    T present = config.orElseThrow(() -> PlanError.of("missing " + name));
    if (statusCode.apply(present).isEmpty()) {
      throw PlanError.of("invalid " + name + ": statusCode is required");
    }
    return present;
  }

  private static BackendAction forward(
      Optional<String> arn, Optional<String> name, Optional<Forward> forward) {
    if (arn.isEmpty() && name.isEmpty()) {
      return forward
          .orElseThrow(
              () -> PlanError.of("missing ForwardConfig or TargetGroupARN/TargetGroupName"))
          .validated();
    }
    if (forward.isPresent()) {
      throw PlanError.of("either ForwardConfig or TargetGroupARN/TargetGroupName can be specified");
    }
    Target target =
        arn.isPresent()
            ? new ExistingTargetGroup(arn.get(), null)
            : new NamedTargetGroup(name.orElseThrow(), null);
    return new ForwardTo(List.of(target), null);
  }

  private record Forward(List<Tuple> tuples, Optional<RuleAction.Stickiness> stickiness) {

    static Forward of(JsonValue json) {
      return new Forward(
          json.list("targetGroups", Tuple::of),
          json.member("targetGroupStickinessConfig")
              .map(config ->
                  new RuleAction.Stickiness(
                      config.bool("enabled").orElse(null),
                      config.int32("durationSeconds").orElse(null))));
    }

    BackendAction validated() {
      tuples.forEach(Tuple::validate);
      if (tuples.size() > 1 && tuples.stream().anyMatch(tuple -> tuple.weight.isEmpty())) {
        throw PlanError.of(
            "invalid ForwardConfig: weight must be set when route to multiple target groups");
      }
      return new ForwardTo(tuples.stream().map(Tuple::target).toList(), stickiness.orElse(null));
    }
  }

  private record Tuple(
      Optional<String> arn,
      Optional<String> name,
      Optional<String> service,
      Optional<IntOrString> port,
      Optional<Integer> weight) {

    static Tuple of(JsonValue json) {
      return new Tuple(
          json.string("targetGroupARN"),
          json.string("targetGroupName"),
          json.string("serviceName"),
          json.member("servicePort").map(Tuple::port),
          json.int32("weight"));
    }

    // A number in quotes means the number.
    private static IntOrString port(JsonValue json) {
      return switch (json) {
        case JsonValue.JsonNumber number -> new IntOrString(number.asInt32());
        case JsonValue.JsonString(String text) -> GoText.intOrString(text);
        default -> throw new JsonMismatch("json: servicePort is no number and no string");
      };
    }

    void validate() {
      boolean existing = arn.isPresent() || name.isPresent();
      if (!existing && service.isEmpty()) {
        throw invalid("missing serviceName or targetGroupARN/targetGroupName");
      }
      if (existing && service.isPresent()) {
        throw invalid("either serviceName or targetGroupARN/targetGroupName can be specified");
      }
      if (service.isPresent() && port.isEmpty()) {
        throw invalid("missing servicePort");
      }
    }

    Target target() {
      Integer share = weight.orElse(null);
      if (arn.isPresent()) {
        return new ExistingTargetGroup(arn.get(), share);
      }
      if (name.isPresent()) {
        return new NamedTargetGroup(name.get(), share);
      }
      return new ServicePort(service.orElseThrow(), port.orElseThrow(), share);
    }

    private static PlanError invalid(String reason) {
      return PlanError.of("invalid ForwardConfig: invalid TargetGroupTuple: " + reason);
    }
  }
}
