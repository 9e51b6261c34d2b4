package dev.weir.aws.elbv2;

import dev.weir.elb.RuleAction;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.FixedResponseActionConfig;

/// A fixed-response action.
final class FixedResponseReader {
  private static final Pattern STATUS = Pattern.compile("[245]\\d\\d");

  private FixedResponseReader() {}

  static RuleAction.FixedResponse read(FixedResponseActionConfig config) {
    String status = String.valueOf(config.statusCode());
    if (!STATUS.matcher(status).matches()) {
      throw Checks.constraint(
          status,
          "fixedResponseConfig.statusCode",
          "Member must satisfy regular expression pattern: ^(2|4|5)\\d\\d$");
    }
    String body = config.messageBody() == null ? "" : config.messageBody();
    Checks.length(body, "fixedResponseConfig.messageBody", 1024);
    String contentType =
        config.contentType() == null || config.contentType().isEmpty()
            ? ""
            : Checks.oneOf(
                config.contentType(),
                "fixedResponseConfig.contentType",
                "",
                "text/plain",
                "text/css",
                "text/html",
                "application/javascript",
                "application/json");
    return new RuleAction.FixedResponse(Integer.parseInt(status), contentType, body);
  }
}
