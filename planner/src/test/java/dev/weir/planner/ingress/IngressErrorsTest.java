package dev.weir.planner.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The texts with which impossible annotations are refused.
class IngressErrorsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "scheme | public | unknown scheme: public",
        "ip-address-type | ipv6 | unknown IPAddressType: ipv6",
        "load-balancer-name | abcdefghijklmnopqrstuvwxyz0123456 | load balancer name cannot be longer than 32 characters",
        "minimum-load-balancer-capacity | Units=1 | invalid key to set the capacity: Units, Expected key: CapacityUnits",
        "minimum-load-balancer-capacity | CapacityUnits=x | invalid value to set the capacity: x",
        "wafv2-acl-name | nosuch | couldn't find WAFv2 WebACL with name: nosuch",
        "listen-ports | [{\"HTTP\": 65536}] | ingress: shop/a: listen port must be within [1, 65535]: 65536",
        "listen-ports | [{\"http\": 80}] | ingress: shop/a: listen protocol must be within [HTTP, HTTPS]: http",
        "inbound-cidrs | 10.0.0.0 | ingress: shop/a: invalid inbound-cidrs settings on Ingress: shop/a: invalid CIDR address: 10.0.0.0",
        "ssl-redirect | 443 | listener does not exist for SSLRedirect port: 443",
        "ssl-redirect | 80 | listener protocol non-SSL for SSLRedirect port: 80",
        "target-type | pod | ingress: shop/a: unknown targetType: pod",
        "backend-protocol | TCP | ingress: shop/a: backend protocol must be within [HTTP, HTTPS]: TCP",
        "backend-protocol-version | HTTP3 | ingress: shop/a: backend protocol version must be within [HTTP1, HTTP2, GRPC]: HTTP3",
        "healthcheck-protocol | TCP | ingress: shop/a: healthCheckProtocol must be within [HTTP, HTTPS]",
        "healthcheck-port | admin | ingress: shop/a: failed to resolve healthCheckPort: unable to find port admin on service shop/web",
        "auth-type | basic | ingress: shop/a: unknown authType: basic",
        "target-control-port.web.80 | 3000 | ingress: shop/a: target control port is not supported for instance target target group",
        "frontend-nlb-scheme | public | <planned>",
        "no-such-annotation | x | <planned>"
      })
  void annotationsAreRefusedWithTheControllersText(String key, String value, String error) {
    var ingress = Fixtures.ingress("a", Map.of(key, value));

    if (error.equals("<planned>")) {
      assertThat(Fixtures.stackOf(List.of(ingress)).resources()).isNotEmpty();
    } else {
      assertThat(Fixtures.errorOf(List.of(ingress))).isEqualTo(error);
    }
  }

  @Test
  void deletionProtectionThatIsNoBooleanStopsTheDeletion() {
    var kept = Fixtures.ingress("a", Map.of("group.name", "g"));
    var leaving =
        Fixtures.ingress(
            "b",
            Map.of(
                "group.name", "g", "load-balancer-attributes", "deletion_protection.enabled=yes"));
    leaving.getMetadata().setDeletionTimestamp("2026-01-01T00:00:00Z");
    leaving.getMetadata().setFinalizers(List.of("group.ingress.k8s.aws/g"));

    assertThat(Fixtures.errorOf(List.of(kept, leaving)))
        .isEqualTo("strconv.ParseBool: parsing \"yes\": invalid syntax");
  }

  @Test
  void listenPortsMustNotBeEmpty() {
    assertThat(Fixtures.errorOf(List.of(Fixtures.ingress("a", Map.of("listen-ports", "[]")))))
        .isEqualTo("ingress: shop/a: empty listen-ports configuration: `[]`");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | unknown action type: ",
        "{\"type\":\"redirect\"} | missing RedirectConfig",
        "{\"type\":\"redirect\",\"redirectConfig\":{}} | invalid RedirectConfig: statusCode is required",
        "{\"type\":\"fixed-response\"} | missing FixedResponseConfig",
        "{\"type\":\"fixed-response\",\"fixedResponseConfig\":{}} | invalid FixedResponseConfig: statusCode is required",
        "{\"type\":\"forward\"} | missing ForwardConfig or TargetGroupARN/TargetGroupName",
        "{\"type\":\"forward\",\"targetGroupARN\":\"a\",\"forwardConfig\":{}} | either ForwardConfig or TargetGroupARN/TargetGroupName can be specified",
        "{\"type\":\"forward\",\"forwardConfig\":{\"targetGroups\":[{}]}} | invalid ForwardConfig: invalid TargetGroupTuple: missing serviceName or targetGroupARN/targetGroupName",
        "{\"type\":\"forward\",\"forwardConfig\":{\"targetGroups\":[{\"serviceName\":\"web\"}]}} | invalid ForwardConfig: invalid TargetGroupTuple: missing servicePort",
        "{\"type\":\"forward\",\"forwardConfig\":{\"targetGroups\":[{\"serviceName\":\"web\",\"targetGroupARN\":\"a\"}]}} | invalid ForwardConfig: invalid TargetGroupTuple: either serviceName or targetGroupARN/targetGroupName can be specified",
        "{\"type\":\"forward\",\"forwardConfig\":{\"targetGroups\":[{\"targetGroupARN\":\"a\"},{\"targetGroupARN\":\"b\",\"weight\":1}]}} | invalid ForwardConfig: weight must be set when route to multiple target groups",
        "{\"type\":\"forward\",\"targetGroupName\":\"nosuch\"} | expecting a single targetGroup with query [nosuch] but got 0",
        "{\"type\":\"forward\",\"forwardConfig\":{\"targetGroups\":[{\"serviceName\":\"web\",\"servicePort\":81}]}} | unable to find port 81 on service shop/web"
      })
  void actionsAreRefusedWithTheControllersText(String json, String error) {
    assertThat(Fixtures.errorOf(List.of(Fixtures.ingress("a", Map.of("actions.act", json)))))
        .isEqualTo(("ingress: shop/a: " + error).stripTrailing() + (json.equals("{}") ? " " : ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[{\"field\":\"host-header\"}] | missing hostHeaderConfig",
        "[{\"field\":\"host-header\",\"hostHeaderConfig\":{}}] | invalid hostHeaderConfig: values or regexValues must be specified",
        "[{\"field\":\"path-pattern\",\"pathPatternConfig\":{\"values\":[\"a\"],\"regexValues\":[\"b\"]}}] | invalid pathPatternConfig: precisely one of values and regexValues can be specified",
        "[{\"field\":\"http-header\"}] | missing httpHeaderConfig",
        "[{\"field\":\"http-request-method\",\"httpRequestMethodConfig\":{}}] | invalid httpRequestMethodConfig: values cannot be empty",
        "[{\"field\":\"query-string\",\"queryStringConfig\":{}}] | invalid queryStringConfig: Values cannot be empty",
        "[{\"field\":\"query-string\",\"queryStringConfig\":{\"values\":[{\"key\":\"k\"}]}}] | invalid queryStringConfig: value cannot be empty",
        "[{\"field\":\"source-ip\",\"sourceIpConfig\":{\"values\":[]}}] | invalid sourceIPConfig: values cannot be empty",
        "[{\"field\":\"host-header\",\"hostHeaderConfig\":{\"regexValues\":[\"^a\"]}}] | host condition must specify exactly one of Values and RegexValues, got both Values [www.example.com] and RegexValues [^a]",
        "[{\"field\":\"path-pattern\",\"pathPatternConfig\":{\"regexValues\":[\"^b\"]}}] | path condition must specify exactly one of Values and RegexValues, got both Values [/*] and RegexValues [^b]"
      })
  void conditionsAreRefusedWithTheControllersText(String json, String error) {
    assertThat(Fixtures.errorOf(List.of(Fixtures.ingress("a", Map.of("conditions.web", json)))))
        .isEqualTo("ingress: shop/a: " + error);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[{\"port\":443,\"mode\":\"\"}] | mutualAuthentication mode cannot be empty for port 443",
        "[{\"port\":443,\"mode\":\"on\"}] | mutualAuthentication mode value must be among [off, passthrough, verify] for port 443 : on",
        "[{\"port\":443,\"mode\":\"verify\"}] | trustStore is required when mutualAuthentication mode is verify for port 443",
        "[{\"port\":443,\"mode\":\"off\",\"trustStore\":\"t\"}] | Mutual Authentication mode off does not support trustStore for port 443",
        "[{\"port\":443,\"mode\":\"passthrough\",\"ignoreClientCertificateExpiry\":true}] | Mutual Authentication mode passthrough does not support ignoring client certificate expiry for port 443",
        "[{\"port\":443,\"mode\":\"off\",\"advertiseTrustStoreCaNames\":\"on\"}] | Mutual Authentication mode off does not support advertiseTrustStoreCaNames for port 443",
        "[{\"port\":443,\"mode\":\"verify\",\"trustStore\":\"arn:t\",\"advertiseTrustStoreCaNames\":\"yes\"}] | advertiseTrustStoreCaNames only supports the values \"on\" and \"off\" got value yes for port 443",
        "[{\"port\":443,\"mode\":\"verify\",\"trustStore\":\"nosuch\"}] | couldn't find TrustStore with name nosuch",
        "[{\"port\":0,\"mode\":\"off\"}] | listen port must be within [1, 65535]: 0"
      })
  void mutualAuthenticationIsRefusedWithTheControllersText(String json, String error) {
    assertThat(
            Fixtures.errorOf(List.of(Fixtures.ingress("a", Map.of("mutual-authentication", json)))))
        .isEqualTo("ingress: shop/a: " + error);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | jwksEndpoint is a required field for jwt validation",
        "{\"jwksEndpoint\":\"j\"} | issuer is a required field for jwt validation",
        "{\"jwksEndpoint\":\"j\",\"issuer\":\"i\",\"additionalClaims\":[{}]} | format is a required field for additional claims for jwt validation",
        "{\"jwksEndpoint\":\"j\",\"issuer\":\"i\",\"additionalClaims\":[{\"format\":\"f\"}]} | name is a required field for additional claims for jwt validation",
        "{\"jwksEndpoint\":\"j\",\"issuer\":\"i\",\"additionalClaims\":[{\"format\":\"f\",\"name\":\"n\"}]} | values must not be empty for additional claims for jwt validation"
      })
  void tokenValidationIsRefusedEvenOnHttpListeners(String json, String error) {
    assertThat(Fixtures.errorOf(List.of(Fixtures.ingress("a", Map.of("jwt-validation", json)))))
        .isEqualTo("ingress: shop/a: " + error);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "inbound-cidrs | 10.0.0.0/8 | 10.0.0.0/9,::/0 | failed to merge listenPort config for port: 80: conflicting inbound-cidrs, shop/a: [10.0.0.0/8], [] | shop/b: [10.0.0.0/9], [::/0]",
        "security-group-prefix-lists | pl-1 | pl-2 | failed to merge listenPort config for port: 80: conflicting inbound-prefix-lists, shop/a: [pl-1] | shop/b: [pl-2]",
        "listen-ports | [{\"HTTP\":80}] | [{\"HTTPS\":80}] | failed to merge listenPort config for port: 80: conflicting protocol, shop/a: HTTP | shop/b: HTTPS",
        "listener-attributes.HTTP-80 | k=1 | k=2 | conflicting listener attributes k: 1 | 2 for ingress shop/b",
        "load-balancer-attributes | k=1 | k=2 | conflicting load balancer attributes k: 1 | 2",
        "minimum-load-balancer-capacity | CapacityUnits=1 | CapacityUnits=2 | conflicting capacity reservation CapacityUnits: 1 | 2",
        "tags | k=1 | k=2 | conflicting tag k: 1 | 2",
        "ipam-ipv4-pool-id | p1 | p2 | conflicting ipv4 ipam pools p1: p2",
        "subnets | s1,s2 | s1 | conflicting subnets: [s1 s2] | [s1]",
        "security-groups | a,b | b,a | conflicting securityGroups: [a b] | [b a]"
      })
  void membersThatDisagreeAreBothNamed(String line) {
    String[] parts = line.split(" \\| ", 4);
    Map<String, String> first = new TreeMap<>(Map.of("group.name", "g"));
    Map<String, String> second = new TreeMap<>(Map.of("group.name", "g"));
    first.put(parts[0], parts[1]);
    second.put(parts[0], parts[2]);
    if (parts[0].equals("listen-ports")) {
      second.put("certificate-arn", "arn:c");
    }

    assertThat(
            Fixtures.errorOf(List.of(Fixtures.ingress("b", second), Fixtures.ingress("a", first))))
        .isEqualTo(parts[3]);
  }
}
