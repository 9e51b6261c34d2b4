package dev.weir.aws.elbv2;

import dev.weir.elb.RuleCondition;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Conditions of a request, checked against the user guide's limits ("Condition types").
final class ConditionReader {
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.*?_-]+");
  private static final Pattern HOST_END = Pattern.compile("[A-Za-z*?]+");
  private static final Pattern PATH = Pattern.compile("[A-Za-z0-9_\\-.$/~\"'@:+&*?]+");
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern METHOD = Pattern.compile("[A-Z_-]+");

  private ConditionReader() {}

  static List<RuleCondition> read(
      List<software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition> wire) {
    List<RuleCondition> conditions = new ArrayList<>();
    wire.forEach(condition -> conditions.add(read(condition)));
    ConditionLimits.check(conditions);
    return conditions;
  }

  private static RuleCondition read(
      software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition condition) {
    String field = condition.field() == null ? "" : condition.field();
    return switch (field) {
      case "host-header" -> host(condition);
      case "path-pattern" -> path(condition);
      case "http-header" -> header(condition);
      case "http-request-method" -> method(condition);
      case "query-string" -> query(condition);
      case "source-ip" -> source(condition);
      default ->
          throw Checks.invalid(
              "Condition field '"
                  + field
                  + "' must be one of '[path-pattern, host-header, http-header,"
                  + " http-request-method, query-string, source-ip]'");
    };
  }

  private static RuleCondition host(
      software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition condition) {
    var config = condition.hostHeaderConfig();
    List<String> values = values(condition, "host-header", config == null ? null : config.values());
    List<String> regexes =
        regexes(condition, "host-header", config == null ? null : config.regexValues());
    oneOf(values, regexes, "host-header");
    for (String value : values) {
      tooLong(value, "host-header", 128);
      int dot = value.lastIndexOf('.');
      if (!HOST.matcher(value).matches()) {
        throw Checks.invalid(
            "The 'host-header' value '" + value + "' contains characters that are not allowed");
      }
      if (dot < 0 && !value.equals("*")
          || dot >= 0 && !HOST_END.matcher(value.substring(dot + 1)).matches()) {
        throw Checks.invalid(
            "The 'host-header' value '"
                + value
                + "' must contain at least one '.', followed by alphabetical or wildcard"
                + " characters only");
      }
    }
    return new RuleCondition.HostHeader(values, regexes);
  }

  private static RuleCondition path(
      software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition condition) {
    var config = condition.pathPatternConfig();
    List<String> values =
        values(condition, "path-pattern", config == null ? null : config.values());
    List<String> regexes =
        regexes(condition, "path-pattern", config == null ? null : config.regexValues());
    oneOf(values, regexes, "path-pattern");
    for (String value : values) {
      tooLong(value, "path-pattern", 128);
      if (!PATH.matcher(value).matches()) {
        throw Checks.invalid(
            "The 'path-pattern' value '" + value + "' contains characters that are not allowed");
      }
    }
    return new RuleCondition.PathPattern(values, regexes);
  }

  private static RuleCondition header(
      software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition condition) {
    refuseTopLevel(condition, "http-header");
    var config = required(condition.httpHeaderConfig(), "http-header", "HttpHeaderConfig");
    String name = config.httpHeaderName() == null ? "" : config.httpHeaderName();
    if (name.length() > 40) {
      throw Checks.invalid("The 'HttpHeaderName' value is too long; the limit is '40'");
    }
    if (!TOKEN.matcher(name).matches()) {
      throw Checks.invalid("The 'HttpHeaderName' value '" + name + "' is not a valid header name");
    }
    if (name.equalsIgnoreCase("host")) {
      throw Checks.invalid(
          "The 'HttpHeaderName' value 'Host' is not supported; use a 'host-header' condition");
    }
    List<String> regexes = checkedRegexes(config.regexValues(), "http-header");
    oneOf(config.values(), regexes, "http-header");
    config.values().forEach(value -> tooLong(value, "http-header", 128));
    return new RuleCondition.HttpHeader(name, config.values(), regexes);
  }

  private static RuleCondition method(
      software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition condition) {
    refuseTopLevel(condition, "http-request-method");
    List<String> values =
        required(
                condition.httpRequestMethodConfig(),
                "http-request-method",
                "HttpRequestMethodConfig")
            .values();
    oneOf(values, List.of(), "http-request-method");
    for (String value : values) {
      tooLong(value, "http-request-method", 40);
      if (!METHOD.matcher(value).matches()) {
        throw Checks.invalid(
            "The 'http-request-method' value '" + value + "' may contain only A-Z, '-' and '_'");
      }
    }
    return new RuleCondition.HttpRequestMethod(values);
  }

  private static RuleCondition query(
      software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition condition) {
    refuseTopLevel(condition, "query-string");
    List<RuleCondition.QueryString.Pair> pairs = new ArrayList<>();
    for (var pair :
        required(condition.queryStringConfig(), "query-string", "QueryStringConfig").values()) {
      if (pair.value() == null) {
        throw Checks.invalid("A 'query-string' condition must have a value");
      }
      if (pair.key() != null) {
        tooLong(pair.key(), "query-string key", 128);
      }
      tooLong(pair.value(), "query-string value", 128);
      pairs.add(new RuleCondition.QueryString.Pair(pair.key(), pair.value()));
    }
    if (pairs.isEmpty()) {
      throw empty("query-string");
    }
    return new RuleCondition.QueryString(pairs);
  }

  private static RuleCondition source(
      software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition condition) {
    refuseTopLevel(condition, "source-ip");
    List<String> values =
        required(condition.sourceIpConfig(), "source-ip", "SourceIpConfig").values();
    oneOf(values, List.of(), "source-ip");
    for (String value : values) {
      if (!CidrBlock.isValid(value) || value.equals("255.255.255.255/32")) {
        throw Checks.invalid("The 'source-ip' value '" + value + "' is not a valid CIDR block");
      }
    }
    return new RuleCondition.SourceIp(values);
  }

  private static List<String> values(
      software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition condition,
      String field,
      @Nullable List<String> config) {
    if (config != null && condition.hasValues()) {
      throw Checks.invalid(
          "You cannot specify both 'Values' and a '" + field + "' configuration in a condition");
    }
    return config == null ? condition.values() : config;
  }

  private static List<String> regexes(
      software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition condition,
      String field,
      @Nullable List<String> config) {
    return checkedRegexes(config == null ? condition.regexValues() : config, field);
  }

  private static List<String> checkedRegexes(List<String> regexes, String field) {
    for (String regex : regexes) {
      tooLong(regex, field, 128);
      Regexes.check(regex, field);
    }
    return regexes;
  }

  private static void refuseTopLevel(
      software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition condition,
      String field) {
    if (condition.hasValues() && !condition.values().isEmpty()) {
      throw Checks.invalid("'Values' is not supported for a condition of field '" + field + "'");
    }
  }

  private static <T> T required(@Nullable T config, String field, String member) {
    if (config == null) {
      throw Checks.invalid(member + " must be specified for a condition of field '" + field + "'");
    }
    return config;
  }

  private static void oneOf(List<String> values, List<String> regexes, String field) {
    if (values.isEmpty() && regexes.isEmpty()) {
      throw empty(field);
    }
    if (!values.isEmpty() && !regexes.isEmpty()) {
      throw Checks.invalid(
          "You cannot specify both values and regular expressions in a '" + field + "' condition");
    }
    for (String value : values) {
      if (value.isEmpty()) {
        throw Checks.invalid("A '" + field + "' value cannot be empty");
      }
    }
  }

  private static RuntimeException empty(String field) {
    return Checks.invalid("A condition value must be specified for field '" + field + "'");
  }

  private static void tooLong(String value, String what, int limit) {
    if (value.length() > limit) {
      throw Checks.invalid("The '" + what + "' value is too long; the limit is '" + limit + "'");
    }
  }
}
