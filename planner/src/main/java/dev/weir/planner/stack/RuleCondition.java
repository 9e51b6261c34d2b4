package dev.weir.planner.stack;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a request must look like for a rule to apply. In JSON an object with `field` and one
/// configuration.
public sealed interface RuleCondition {

  /// The value of `field`.
  String field();

  /// The name of the configuration in JSON.
  String configKey();

  /// The host, by patterns with wildcards or by regular expressions.
  record HostHeader(List<String> regexValues, List<String> values) implements RuleCondition {
    public HostHeader {
      regexValues = List.copyOf(regexValues);
      values = List.copyOf(values);
    }

    @Override
    public String field() {
      return "host-header";
    }

    @Override
    public String configKey() {
      return "hostHeaderConfig";
    }
  }

  /// The path, by patterns with wildcards or by regular expressions.
  record PathPattern(List<String> regexValues, List<String> values) implements RuleCondition {
    public PathPattern {
      regexValues = List.copyOf(regexValues);
      values = List.copyOf(values);
    }

    @Override
    public String field() {
      return "path-pattern";
    }

    @Override
    public String configKey() {
      return "pathPatternConfig";
    }
  }

  /// A header's value.
  record HttpHeader(String httpHeaderName, List<String> regexValues, List<String> values)
      implements RuleCondition {
    public HttpHeader {
      regexValues = List.copyOf(regexValues);
      values = List.copyOf(values);
    }

    @Override
    public String field() {
      return "http-header";
    }

    @Override
    public String configKey() {
      return "httpHeaderConfig";
    }
  }

  /// The method.
  record HttpRequestMethod(List<String> values) implements RuleCondition {
    public HttpRequestMethod {
      values = List.copyOf(values);
    }

    @Override
    public String field() {
      return "http-request-method";
    }

    @Override
    public String configKey() {
      return "httpRequestMethodConfig";
    }
  }

  /// Parameters of the query.
  record QueryString(List<KeyValue> values) implements RuleCondition {
    public QueryString {
      values = List.copyOf(values);
    }

    @Override
    public String field() {
      return "query-string";
    }

    @Override
    public String configKey() {
      return "queryStringConfig";
    }

    /// A parameter; without a key any parameter with the value.
    public record KeyValue(@Nullable String key, String value) {}
  }

  /// The client's address, by blocks in CIDR notation.
  record SourceIp(List<String> values) implements RuleCondition {
    public SourceIp {
      values = List.copyOf(values);
    }

    @Override
    public String field() {
      return "source-ip";
    }

    @Override
    public String configKey() {
      return "sourceIPConfig";
    }
  }
}
