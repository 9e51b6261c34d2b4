package dev.weir.aws.elbv2;

import dev.weir.elb.RuleCondition;
import java.util.List;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.HostHeaderConditionConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.HttpHeaderConditionConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.HttpRequestMethodConditionConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.PathPatternConditionConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.QueryStringConditionConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.QueryStringKeyValuePair;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SourceIpConditionConfig;

/// Conditions as the API tells them: host and path values both at the top and in their
/// configuration.
final class ConditionWriter {
  private ConditionWriter() {}

  static software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition write(
      RuleCondition condition) {
    var written =
        software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition.builder()
            .field(condition.field());
    return switch (condition) {
      case RuleCondition.HostHeader(var values, var regexes) -> {
        var config = HostHeaderConditionConfig.builder();
        if (regexes.isEmpty()) {
          written.values(values);
          config.values(values);
        } else {
          written.regexValues(regexes);
          config.regexValues(regexes);
        }
        yield written.hostHeaderConfig(config.build()).build();
      }
      case RuleCondition.PathPattern(var values, var regexes) -> {
        var config = PathPatternConditionConfig.builder();
        if (regexes.isEmpty()) {
          written.values(values);
          config.values(values);
        } else {
          written.regexValues(regexes);
          config.regexValues(regexes);
        }
        yield written.pathPatternConfig(config.build()).build();
      }
      case RuleCondition.HttpHeader header -> written.httpHeaderConfig(header(header)).build();
      case RuleCondition.HttpRequestMethod(var values) ->
          written
              .httpRequestMethodConfig(
                  HttpRequestMethodConditionConfig.builder().values(values).build())
              .build();
      case RuleCondition.QueryString(var pairs) -> written.queryStringConfig(query(pairs)).build();
      case RuleCondition.SourceIp(var values) ->
          written.sourceIpConfig(SourceIpConditionConfig.builder().values(values).build()).build();
    };
  }

  private static HttpHeaderConditionConfig header(RuleCondition.HttpHeader header) {
    var config = HttpHeaderConditionConfig.builder().httpHeaderName(header.name());
    return header.regexValues().isEmpty()
        ? config.values(header.values()).build()
        : config.regexValues(header.regexValues()).build();
  }

  private static QueryStringConditionConfig query(List<RuleCondition.QueryString.Pair> pairs) {
    return QueryStringConditionConfig.builder()
        .values(
            pairs.stream()
                .map(pair ->
                    QueryStringKeyValuePair.builder().key(pair.key()).value(pair.value()).build())
                .toList())
        .build();
  }
}
