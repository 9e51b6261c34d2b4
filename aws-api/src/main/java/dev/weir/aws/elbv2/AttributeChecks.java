package dev.weir.aws.elbv2;

import dev.weir.aws.wire.AwsException;
import dev.weir.elb.AttributeDefinition;
import dev.weir.elb.LoadBalancerAttributes;
import dev.weir.elb.TargetGroup;
import dev.weir.elb.TargetGroupAttributes;
import dev.weir.elb.TargetGroupProtocol;
import dev.weir.elb.TargetType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What attribute keys and values are allowed, alone and together.
final class AttributeChecks {
  private static final List<String> RESERVED_COOKIES = List.of("AWSALB", "AWSALBAPP", "AWSALBTG");

  private AttributeChecks() {}

  /// The attributes after a change; one bad key or value refuses the whole change.
  ///
  /// @param noun how messages begin, such as `Load balancer`
  static Map<String, String> merged(
      String noun,
      List<AttributeDefinition> definitions,
      Map<String, String> before,
      Map<String, String> wanted) {
    Map<String, String> after = new TreeMap<>(before);
    wanted.forEach((key, value) -> {
      check(noun, definitions, key, value);
      after.put(key, value);
    });
    return after;
  }

  private static void check(
      String noun, List<AttributeDefinition> definitions, String key, String value) {
    Optional<AttributeDefinition> definition =
        definitions.stream().filter(each -> each.key().equals(key)).findFirst();
    if (definition.isEmpty()) {
      throw Checks.invalid(noun + " attribute key '" + key + "' is not recognized");
    }
    if (!definition.get().allowed().test(value)) {
      throw new AwsException(
          "InvalidConfigurationRequest",
          "The value '"
              + value
              + "' for attribute '"
              + key
              + "' is not valid; expected "
              + definition.get().expected());
    }
  }

  static void loadBalancer(Map<String, String> after) {
    needsBucket(after, LoadBalancerAttributes.ACCESS_LOGS_ENABLED);
    needsBucket(after, LoadBalancerAttributes.CONNECTION_LOGS_ENABLED);
    needsBucket(after, "health_check_logs.s3.enabled");
  }

  private static void needsBucket(Map<String, String> after, String enabled) {
    String bucket = enabled.replace(".enabled", ".bucket");
    if ("true".equals(after.get(enabled)) && after.getOrDefault(bucket, "").isEmpty()) {
      throw new AwsException(
          "InvalidConfigurationRequest",
          "The attribute '" + bucket + "' must be specified when '" + enabled + "' is 'true'");
    }
    String prefix = after.getOrDefault(enabled.replace(".enabled", ".prefix"), "");
    if (prefix.contains("AWSLogs")) {
      throw new AwsException(
          "InvalidConfigurationRequest", "The prefix '" + prefix + "' must not contain 'AWSLogs'");
    }
  }

  static void targetGroup(TargetGroup group, Map<String, String> wanted) {
    if (group.targetType() == TargetType.LAMBDA
        && wanted.containsKey(TargetGroupAttributes.DEREGISTRATION_DELAY)) {
      throw Checks.invalid(
          "A target group with target type 'lambda' does not support the attribute "
              + TargetGroupAttributes.DEREGISTRATION_DELAY);
    }
    String type = wanted.get(TargetGroupAttributes.STICKINESS_TYPE);
    if (type != null
        && List.of("lb_cookie", "app_cookie").contains(type)
        && !group.protocol().isHttp()) {
      throw new AwsException(
          "InvalidConfigurationRequest",
          "Stickiness type '"
              + type
              + "' is not supported for target groups with the "
              + group.protocol()
              + " protocol");
    }
    if (group.protocol() == TargetGroupProtocol.TLS
        && "true".equals(wanted.get(TargetGroupAttributes.STICKINESS_ENABLED))) {
      throw new AwsException(
          "InvalidConfigurationRequest",
          "You cannot enable stickiness on target groups with the TLS protocol");
    }
  }

  static void targetGroupAfter(TargetGroup after) {
    String cookie = after.attribute(TargetGroupAttributes.APP_COOKIE_NAME);
    boolean appCookie =
        after.attribute(TargetGroupAttributes.STICKINESS_ENABLED).equals("true")
            && after.attribute(TargetGroupAttributes.STICKINESS_TYPE).equals("app_cookie");
    if (appCookie && cookie.isEmpty()) {
      throw new AwsException(
          "InvalidConfigurationRequest",
          "You must set an application cookie name to enable stickiness of type 'app_cookie'");
    }
    if (RESERVED_COOKIES.stream().anyMatch(cookie::startsWith)) {
      throw new AwsException(
          "InvalidConfigurationRequest",
          "The application cookie name '" + cookie + "' is reserved");
    }
    boolean mitigation =
        after.attribute(TargetGroupAttributes.ANOMALY_MITIGATION).equals("on")
            && !after.attribute(TargetGroupAttributes.ALGORITHM).equals("weighted_random");
    if (mitigation) {
      throw new AwsException(
          "InvalidConfigurationRequest",
          "Anomaly mitigation is only supported with the load balancing algorithm"
              + " 'weighted_random'");
    }
  }
}
