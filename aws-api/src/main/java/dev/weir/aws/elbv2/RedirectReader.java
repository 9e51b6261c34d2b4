package dev.weir.aws.elbv2;

import dev.weir.aws.wire.AwsException;
import dev.weir.elb.ListenerProtocol;
import dev.weir.elb.RuleAction;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RedirectActionConfig;

/// A redirect action, with the API's defaults for the parts that are left out.
final class RedirectReader {
  private static final Pattern KEYWORD = Pattern.compile("#\\{([^}]*)}");
  private static final Pattern PORT = Pattern.compile("[1-9]\\d{0,4}");

  private RedirectReader() {}

  static RuleAction.Redirect read(RedirectActionConfig config, ListenerProtocol listener) {
    RuleAction.Redirect redirect =
        new RuleAction.Redirect(
            or(config.protocol(), "#{protocol}"),
            or(config.host(), "#{host}"),
            or(config.port(), "#{port}"),
            or(config.path(), "/#{path}"),
            or(config.query(), "#{query}"),
            status(config.statusCodeAsString()));
    checkProtocol(redirect.protocol(), listener);
    checkPort(redirect.port());
    checkText(redirect.host(), "host", List.of("host"));
    checkText(redirect.path(), "path", List.of("host", "port", "path"));
    checkText(redirect.query(), "query", List.of("protocol", "host", "port", "path", "query"));
    if (!redirect.path().startsWith("/")) {
      throw Checks.invalid("The redirect path '" + redirect.path() + "' must start with '/'");
    }
    checkLoop(redirect);
    return redirect;
  }

  private static String or(@Nullable String value, String fallback) {
    return value == null ? fallback : value;
  }

  private static int status(@Nullable String code) {
    return switch (code) {
      case "HTTP_301" -> 301;
      case "HTTP_302" -> 302;
      case null, default ->
          throw Checks.constraint(
              String.valueOf(code),
              "redirectConfig.statusCode",
              "Member must satisfy enum value set: [HTTP_301, HTTP_302]");
    };
  }

  private static void checkProtocol(String protocol, ListenerProtocol listener) {
    if (!List.of("HTTP", "HTTPS", "#{protocol}").contains(protocol)) {
      throw Checks.constraint(
          protocol,
          "redirectConfig.protocol",
          "Member must satisfy regular expression pattern: ^(HTTPS?|#\\{protocol\\})$");
    }
    if (listener == ListenerProtocol.HTTPS && protocol.equals("HTTP")) {
      throw new AwsException(
          "InvalidLoadBalancerAction", "A redirect from HTTPS to HTTP is not supported");
    }
  }

  private static void checkPort(String port) {
    boolean valid =
        port.equals("#{port}") || PORT.matcher(port).matches() && Integer.parseInt(port) <= 65_535;
    if (!valid) {
      throw Checks.invalid(
          "The redirect port '" + port + "' must be a number from 1 to 65535 or '#{port}'");
    }
  }

  private static void checkText(String text, String member, List<String> keywords) {
    if (text.length() > 128 || (text.isEmpty() && !member.equals("query"))) {
      throw Checks.constraint(
          text,
          "redirectConfig." + member,
          "Member must have length less than or equal to 128 and greater than or equal to 1");
    }
    Matcher matcher = KEYWORD.matcher(text);
    while (matcher.find()) {
      if (!keywords.contains(matcher.group(1))) {
        throw Checks.invalid(
            "The keyword '" + matcher.group() + "' is not supported in the redirect " + member);
      }
    }
  }

  private static void checkLoop(RuleAction.Redirect redirect) {
    if (redirect.protocol().equals("#{protocol}")
        && redirect.host().equals("#{host}")
        && redirect.port().equals("#{port}")
        && redirect.path().equals("/#{path}")) {
      throw new AwsException(
          "InvalidLoadBalancerAction",
          "The redirect configuration is not valid because it creates a loop.");
    }
  }
}
