package dev.weir.elb;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a request must have for a rule to apply. Within one condition any value suffices.
///
/// `values` may hold the wildcards `*` (zero or more characters) and `?` (exactly one);
/// `regexValues` are regular expressions. A condition has one of the two lists, the other is empty.
public sealed interface RuleCondition {

  /// The `Field` of the API.
  String field();

  /// The host without port, compared without case.
  record HostHeader(List<String> values, List<String> regexValues) implements RuleCondition {
    public HostHeader {
      values = List.copyOf(values);
      regexValues = List.copyOf(regexValues);
    }

    @Override
    public String field() {
      return "host-header";
    }
  }

  /// The path without query, compared with case.
  record PathPattern(List<String> values, List<String> regexValues) implements RuleCondition {
    public PathPattern {
      values = List.copyOf(values);
      regexValues = List.copyOf(regexValues);
    }

    @Override
    public String field() {
      return "path-pattern";
    }
  }

  /// A header's value; name and value are compared without case.
  record HttpHeader(String name, List<String> values, List<String> regexValues)
      implements RuleCondition {
    public HttpHeader {
      values = List.copyOf(values);
      regexValues = List.copyOf(regexValues);
    }

    @Override
    public String field() {
      return "http-header";
    }
  }

  /// The request method, compared exactly; no wildcards.
  record HttpRequestMethod(List<String> values) implements RuleCondition {
    public HttpRequestMethod {
      values = List.copyOf(values);
    }

    @Override
    public String field() {
      return "http-request-method";
    }
  }

  /// Query parameters; any pair suffices; compared without case.
  record QueryString(List<Pair> values) implements RuleCondition {
    public QueryString {
      values = List.copyOf(values);
    }

    @Override
    public String field() {
      return "query-string";
    }

    /// @param key null when any parameter's value may match
    public record Pair(@Nullable String key, String value) {}
  }

  /// The TCP peer's address, as CIDR blocks.
  record SourceIp(List<String> values) implements RuleCondition {
    public SourceIp {
      values = List.copyOf(values);
    }

    @Override
    public String field() {
      return "source-ip";
    }
  }
}
