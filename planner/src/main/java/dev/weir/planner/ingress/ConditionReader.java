package dev.weir.planner.ingress;

import dev.weir.planner.PlanError;
import dev.weir.planner.annotation.JsonValue;
import dev.weir.planner.stack.RuleCondition;
import java.util.List;
import java.util.Optional;

/// The JSON of a `conditions.*` annotation. Conditions on unknown fields are ignored.
public final class ConditionReader {

  private ConditionReader() {}

  /// The conditions in the order of the annotation.
  ///
  /// @throws PlanError when a condition lacks what its field needs
  public static List<RuleCondition> read(JsonValue json) {
    List<Entry> entries = json.elements(Entry::of);
    return entries.stream().map(Entry::condition).flatMap(Optional::stream).toList();
  }

  private record Values(String header, List<String> values, List<String> regexValues) {
    static Values of(JsonValue json) {
      return new Values(
          json.string("httpHeaderName").orElse(""),
          json.strings("values"),
          json.strings("regexValues"));
    }

    Values validated(String config) {
      if (values.isEmpty() && regexValues.isEmpty()) {
        throw PlanError.of("invalid " + config + ": values or regexValues must be specified");
      }
      if (!values.isEmpty() && !regexValues.isEmpty()) {
        throw PlanError.of(
            "invalid " + config + ": precisely one of values and regexValues can be specified");
      }
      return this;
    }

    List<String> plain(String config) {
      if (values.isEmpty()) {
        throw PlanError.of("invalid " + config + ": values cannot be empty");
      }
      return values;
    }
  }

  private record Entry(
      String field,
      Optional<Values> host,
      Optional<Values> path,
      Optional<Values> header,
      Optional<Values> method,
      Optional<List<RuleCondition.QueryString.KeyValue>> query,
      Optional<Values> source) {

    static Entry of(JsonValue json) {
      return new Entry(
          json.string("field").orElse(""),
          json.member("hostHeaderConfig").map(Values::of),
          json.member("pathPatternConfig").map(Values::of),
          json.member("httpHeaderConfig").map(Values::of),
          json.member("httpRequestMethodConfig").map(Values::of),
          json.member("queryStringConfig").map(config -> config.list("values", Entry::queryValue)),
          json.member("sourceIPConfig").map(Values::of));
    }

    private static RuleCondition.QueryString.KeyValue queryValue(JsonValue json) {
      return new RuleCondition.QueryString.KeyValue(
          json.string("key").orElse(null), json.string("value").orElse(""));
    }

    Optional<RuleCondition> condition() {
      return switch (field) {
        case "host-header" -> {
          Values values = present(host, "hostHeaderConfig").validated("hostHeaderConfig");
          yield Optional.of(new RuleCondition.HostHeader(values.regexValues, values.values));
        }
        case "path-pattern" -> {
          Values values = present(path, "pathPatternConfig").validated("pathPatternConfig");
          yield Optional.of(new RuleCondition.PathPattern(values.regexValues, values.values));
        }
        case "http-header" -> {
          Values values = present(header, "httpHeaderConfig").validated("httpHeaderConfig");
          yield Optional.of(
              new RuleCondition.HttpHeader(values.header, values.regexValues, values.values));
        }
        case "http-request-method" ->
            Optional.of(
                new RuleCondition.HttpRequestMethod(
                    present(method, "httpRequestMethodConfig").plain("httpRequestMethodConfig")));
        case "query-string" -> Optional.of(queryString());
        case "source-ip" ->
            Optional.of(
                new RuleCondition.SourceIp(
                    present(source, "sourceIPConfig").plain("sourceIPConfig")));
        default -> Optional.empty();
      };
    }

    private RuleCondition queryString() {
      List<RuleCondition.QueryString.KeyValue> values = present(query, "queryStringConfig");
      if (values.isEmpty()) {
        throw PlanError.of("invalid queryStringConfig: Values cannot be empty");
      }
      if (values.stream().anyMatch(value -> value.value().isEmpty())) {
        throw PlanError.of("invalid queryStringConfig: value cannot be empty");
      }
      return new RuleCondition.QueryString(values);
    }

    private static <T> T present(Optional<T> config, String name) {
      return config.orElseThrow(() -> PlanError.of("missing " + name));
    }
  }
}
