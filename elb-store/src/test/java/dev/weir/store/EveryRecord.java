package dev.weir.store;

import dev.weir.elb.Arn;
import dev.weir.elb.Certificate;
import dev.weir.elb.Listener;
import dev.weir.elb.ListenerProtocol;
import dev.weir.elb.LoadBalancer;
import dev.weir.elb.RuleAction;
import dev.weir.elb.RuleCondition;
import dev.weir.elb.RuleTransform;
import dev.weir.elb.TrustStore;
import dev.weir.store.world.AvailabilityZone;
import dev.weir.store.world.Instance;
import dev.weir.store.world.InternetGateway;
import dev.weir.store.world.LocalAuthority;
import dev.weir.store.world.NetworkInterface;
import dev.weir.store.world.Protection;
import dev.weir.store.world.RouteTable;
import dev.weir.store.world.SecurityGroup;
import dev.weir.store.world.Subnet;
import dev.weir.store.world.Vpc;
import dev.weir.store.world.WebAcl;
import dev.weir.store.world.WebAclAssociation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Writes at least one object into every table, and every kind of action, condition and transform.
final class EveryRecord {
  private static final Instant NOW = Instant.parse("2026-02-03T04:05:06.789Z");

  private EveryRecord() {}

  static void write(ElbStore store) {
    store.write(transaction -> {
      loadBalancers(transaction);
      world(transaction);
      return true;
    });
    Arn loadBalancer = Samples.createLoadBalancer(store, "targets");
    Arn group = Samples.createTargetGroup(store, "targets");
    Samples.createListener(store, loadBalancer, 80, RuleAction.Forward.to(group));
    Samples.register(store, group, "127.0.0.5");
    Samples.register(store, group, "127.0.0.6");
    Samples.deregister(store, group, "127.0.0.6");
  }

  private static void loadBalancers(Transaction transaction) {
    Arn certificate = Arn.of("acm", "eu-west-1", "000000000000", "certificate/1");
    transaction.put(
        Tables.CERTIFICATES,
        new StoredCertificate(
            new Certificate(certificate, List.of("a.example"), NOW, NOW, "RSA-2048", "c", "k"),
            "IMPORTED",
            "a.example",
            "leaf",
            "",
            "",
            NOW));
    Arn trustStore = transaction.trustStores().newArn("clients");
    transaction
        .trustStores()
        .create(
            new StoredTrustStore(
                new TrustStore(trustStore, "clients", "ACTIVE", "pem", List.of("crl")),
                1,
                List.of(new StoredTrustStore.Revocation(1, 7)),
                1),
            Map.of("a", "b"));
    LoadBalancer loadBalancer =
        transaction.loadBalancers().create(Samples.loadBalancer("every"), Map.of("k", "v"));
    transaction
        .loadBalancers()
        .update(loadBalancer.withAttributes(Map.of("idle_timeout.timeout_seconds", "7")));
    Listener listener =
        transaction
            .listeners()
            .create(
                new NewListener(
                    loadBalancer.arn(),
                    443,
                    ListenerProtocol.HTTPS,
                    List.of(Samples.NOT_FOUND),
                    List.of(certificate),
                    "ELBSecurityPolicy-2016-08",
                    Optional.empty(),
                    Optional.of(
                        new Listener.MutualAuthentication(
                            "verify", Optional.of(trustStore), true, Optional.of("on")))),
                Map.of());
    rules(transaction, listener.arn());
  }

  private static void rules(Transaction transaction, Arn listener) {
    Arn group = transaction.targetGroups().create(Samples.targetGroup("every"), Map.of()).arn();
    RuleAction.Session session =
        new RuleAction.Session("cookie", "openid", 3600, Map.of("p", "q"), "deny");
    List<RuleAction> actions =
        List.of(
            new RuleAction.AuthenticateOidc("i", "a", "t", "u", "c", "s", session),
            new RuleAction.AuthenticateCognito("arn", "client", "domain", session),
            new RuleAction.JwtValidation(
                "https://jwks",
                "issuer",
                List.of(
                    new RuleAction.JwtValidation.AdditionalClaim(
                        "aud", "string-array", List.of("x")))),
            new RuleAction.Redirect("HTTPS", "#{host}", "443", "/#{path}", "#{query}", 301),
            new RuleAction.Forward(
                List.of(new RuleAction.Forward.WeightedTargetGroup(group, 3)), Optional.of(60)));
    List<RuleCondition> conditions =
        List.of(
            new RuleCondition.HostHeader(List.of("*.example.com"), List.of()),
            new RuleCondition.PathPattern(List.of(), List.of("^/a$")),
            new RuleCondition.HttpHeader("X-A", List.of("b"), List.of()),
            new RuleCondition.HttpRequestMethod(List.of("GET")),
            new RuleCondition.QueryString(List.of(new RuleCondition.QueryString.Pair(null, "v"))),
            new RuleCondition.SourceIp(List.of("10.0.0.0/8")));
    List<RuleTransform> transforms =
        List.of(
            new RuleTransform.HostHeaderRewrite(List.of(new RuleTransform.Rewrite("a", "b"))),
            new RuleTransform.UrlRewrite(List.of(new RuleTransform.Rewrite("c", "d"))));
    transaction.rules().create(listener, 7, conditions, actions, transforms, Map.of());
    transaction
        .rules()
        .create(listener, 3, conditions, List.of(Samples.NOT_FOUND), List.of(), Map.of());
  }

  private static void world(Transaction t) {
    t.put(Tables.VPCS, new Vpc("vpc-1", "192.168.0.0/16", true));
    t.put(
        Tables.SUBNETS,
        new Subnet("subnet-1", "vpc-1", "eu-west-1a", "euw1-az1", "192.168.0.0/20", 4091, true));
    t.put(
        Tables.ROUTE_TABLES,
        new RouteTable(
            "rtb-1",
            "vpc-1",
            true,
            List.of("subnet-1"),
            List.of(new RouteTable.Route("0.0.0.0/0", "igw-1"))));
    t.put(Tables.INTERNET_GATEWAYS, new InternetGateway("igw-1", "vpc-1"));
    t.put(Tables.AVAILABILITY_ZONES, new AvailabilityZone("eu-west-1a", "euw1-az1", "eu-west-1"));
    t.put(
        Tables.SECURITY_GROUPS,
        new SecurityGroup(
            "sg-1",
            "default",
            "d",
            "vpc-1",
            List.of(
                new SecurityGroup.Rule(
                    "sgr-1",
                    false,
                    "tcp",
                    80,
                    80,
                    new SecurityGroup.Peer(SecurityGroup.Peer.Kind.CIDR_IPV4, "0.0.0.0/0"),
                    Optional.of("web")))));
    t.put(
        Tables.INSTANCES,
        new Instance(
            "i-1",
            "127.0.0.1",
            "ip-1",
            "eu-west-1a",
            "subnet-1",
            "vpc-1",
            "eni-1",
            "running",
            NOW));
    t.put(
        Tables.NETWORK_INTERFACES,
        new NetworkInterface(
            "eni-1",
            "",
            "127.0.0.1",
            "eu-west-1a",
            "subnet-1",
            "vpc-1",
            List.of("sg-1"),
            Optional.of("i-1"),
            "interface",
            Optional.empty()));
    t.put(
        Tables.WEB_ACLS,
        new WebAcl("arn", "id", "name", "", "WAFV2", "REGIONAL", "ALLOW", "token"));
    t.put(Tables.WEB_ACL_ASSOCIATIONS, new WebAclAssociation("WAFV2", "arn:lb", "arn"));
    t.put(Tables.AUTHORITIES, new LocalAuthority("local", "pem", "key"));
    t.put(Tables.PROTECTIONS, new Protection("p-1", "name", "arn:lb", "arn:p"));
  }
}
