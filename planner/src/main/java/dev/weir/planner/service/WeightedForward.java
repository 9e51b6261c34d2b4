package dev.weir.planner.service;

import dev.weir.planner.PlanError;
import dev.weir.planner.annotation.Annotation;
import dev.weir.planner.annotation.Annotations;
import dev.weir.planner.annotation.GoText;
import dev.weir.planner.annotation.JsonValue;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The value of an `actions.<PROTO>-<port>` annotation: how to spread traffic over this Service and
/// others.
///
/// @param baseWeight the share of the annotated Service
/// @param stickiness whether clients stay with a target group; null when not said
record WeightedForward(
    @Nullable Integer baseWeight, List<Tuple> tuples, @Nullable Boolean stickiness) {

  private static final int MAX_WEIGHT = 999;

  /// A target group that exists, or a port of a Service.
  ///
  /// @param decrypt on a TLS listener, whether targets get plain TCP
  record Tuple(
      @Nullable String targetGroupArn,
      @Nullable String serviceName,
      @Nullable IntOrString servicePort,
      @Nullable Integer weight,
      boolean decrypt) {}

  static Optional<WeightedForward> read(Annotations annotations, Annotation annotation) {
    return annotations.json(annotation, WeightedForward::decode).map(WeightedForward::validated);
  }

  private static WeightedForward decode(JsonValue value) {
    String type = value.string("type").orElse("");
    Optional<JsonValue> config = value.member("forwardConfig");
    WeightedForward forward =
        new WeightedForward(
            config.flatMap(c -> c.int32("baseServiceWeight")).orElse(null),
            config.map(c -> c.list("targetGroups", WeightedForward::tuple)).orElse(List.of()),
            config
                .flatMap(c -> c.member("targetGroupStickinessConfig"))
                .flatMap(stickiness -> stickiness.bool("enabled"))
                .orElse(null));
    if (!type.equals("forward")) {
      throw PlanError.of("unknown action type: " + type);
    }
    if (config.isEmpty()) {
      throw PlanError.of("missing ForwardConfig");
    }
    return forward;
  }

  private static Tuple tuple(JsonValue value) {
    return new Tuple(
        value.string("targetGroupARN").orElse(null),
        value.string("serviceName").orElse(null),
        value.member("servicePort").map(WeightedForward::port).orElse(null),
        value.int32("weight").orElse(null),
        value.bool("decrypt").orElse(false));
  }

  private static IntOrString port(JsonValue value) {
    return value instanceof JsonValue.JsonString(String text)
        ? GoText.intOrString(text)
        : new IntOrString(value.asInt32());
  }

  private WeightedForward validated() {
    for (Tuple tuple : tuples) {
      String problem = problem(tuple);
      if (!problem.isEmpty()) {
        throw PlanError.of("invalid ForwardConfig: invalid TargetGroupTuple: " + problem);
      }
    }
    if (tuples.size() > 1 && tuples.stream().anyMatch(tuple -> tuple.weight() == null)) {
      throw PlanError.of(
          "invalid ForwardConfig: weight must be set when routing to multiple target groups");
    }
    return this;
  }

  private static String problem(Tuple tuple) {
    if ((tuple.targetGroupArn() == null) == (tuple.serviceName() == null)) {
      return "precisely one of targetGroupARN and serviceName can be specified";
    }
    if (tuple.serviceName() != null && tuple.servicePort() == null) {
      return "missing servicePort";
    }
    Integer weight = tuple.weight();
    if (weight != null && (weight < 0 || weight > MAX_WEIGHT)) {
      return "target group weight must be between 0 and " + MAX_WEIGHT;
    }
    return "";
  }
}
