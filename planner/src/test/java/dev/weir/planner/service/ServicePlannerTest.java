package dev.weir.planner.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.planner.AccountInventory;
import dev.weir.planner.AccountInventory.ExistingLoadBalancer;
import dev.weir.planner.ControllerFlag;
import dev.weir.planner.Environment;
import dev.weir.planner.FeatureGate;
import dev.weir.planner.Subnet;
import dev.weir.planner.manifest.ManifestObjects;
import dev.weir.planner.manifest.ManifestReader;
import dev.weir.planner.manifest.ManifestReader.Source;
import dev.weir.planner.stack.BindingNetworking;
import dev.weir.planner.stack.KeyValue;
import dev.weir.planner.stack.ListenerSpec;
import dev.weir.planner.stack.LoadBalancerSpec;
import dev.weir.planner.stack.LoadBalancerSpec.SubnetMapping;
import dev.weir.planner.stack.RuleAction;
import dev.weir.planner.stack.SecurityGroupSpec;
import dev.weir.planner.stack.Stack;
import dev.weir.planner.stack.TargetGroupBindingSpec;
import dev.weir.planner.stack.TargetGroupSpec;
import dev.weir.planner.stack.Token;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServicePlannerTest {

  private static final String BACKEND =
      """
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: canary, namespace: shop, uid: canary-uid}
      spec:
        type: NodePort
        ports: [{name: tcp, port: 9090, protocol: TCP, targetPort: 9091, nodePort: 30777}]
      """;

  private final Map<String, String> annotations = new LinkedHashMap<>();
  private Environment environment = dualstackWorld();
  private String ports =
      "[{name: tcp, port: 80, protocol: TCP, targetPort: 8080, nodePort: 30080}]";
  private String spec = "";
  private String finalizers = "[]";

  @Test
  void aClassOrAnnotationsMakeAServiceOurs() {
    assertThat(plan().resources()).isNotEmpty();
    spec = "loadBalancerClass: other/class";
    assertThat(plan().resources()).isEmpty();
    spec = "loadBalancerClass: null";
    assertThat(plan().resources()).isEmpty();
    annotations.put("aws-load-balancer-type", "external");
    assertThat(plan().resources()).isEmpty();
    annotations.put("aws-load-balancer-nlb-target-type", "instance");
    assertThat(plan().resources()).isNotEmpty();
    annotations.put("aws-load-balancer-type", "nlb-ip");
    assertThat(targetGroup("shop/tcp:80").targetType()).isEqualTo("ip");
  }

  @Test
  void theSchemeOfAnExistingLoadBalancerBeatsTheFlagAndItsSubnetsAreKept() {
    existing("internet-facing", List.of("subnet-0a0000000000000a1"), List.of("sg-1"));
    assertThat(loadBalancer().scheme()).isEqualTo("internet-facing");
    assertThat(loadBalancer().subnetMappings())
        .extracting(SubnetMapping::subnetId)
        .containsExactly("subnet-0a0000000000000a1");
    annotations.put("aws-load-balancer-internal", "true");
    assertThat(loadBalancer().scheme()).isEqualTo("internal");
    assertThat(loadBalancer().subnetMappings()).hasSize(2);
  }

  @Test
  void privateAddressesAreMatchedToSubnetsByTheirBlocks() {
    annotations.put("aws-load-balancer-private-ipv4-addresses", "192.168.96.9, 192.168.64.9");
    assertThat(loadBalancer().subnetMappings())
        .extracting(SubnetMapping::privateIpv4Address)
        .containsExactly("192.168.64.9", "192.168.96.9");
    annotations.put("aws-load-balancer-private-ipv4-addresses", "192.168.64.8, 192.168.64.9");
    refused("expect one private IPv4 address configured for subnet: subnet-0a0000000000000a2");
    annotations.put("aws-load-balancer-private-ipv4-addresses", "192.168.64.8, a.example");
    refused("private IPv4 addresses must be valid IP address: a.example");
  }

  @Test
  void sourceNatPrefixesNeedTheSwitchDualstackAndOneOfLength80PerSubnet() {
    annotations.put("aws-load-balancer-source-nat-ipv6-prefixes", "auto_assigned, auto_assigned");
    annotations.put("aws-load-balancer-ip-address-type", "dualstack");
    assertThatThrownBy(this::plan).hasMessageContaining("enable-prefix-for-ipv6-source-nat");
    annotations.put("aws-load-balancer-enable-prefix-for-ipv6-source-nat", "on");
    assertThat(loadBalancer().subnetMappings())
        .extracting(SubnetMapping::sourceNatIpv6Prefix)
        .containsExactly("auto_assigned", "auto_assigned");
    annotations.put(
        "aws-load-balancer-source-nat-ipv6-prefixes", "auto_assigned, 2600:1f14:0:4::/64");
    assertThatThrownBy(this::plan).hasMessageContaining("Prefix length must be 80");
    annotations.put("aws-load-balancer-source-nat-ipv6-prefixes", "auto_assigned");
    assertThatThrownBy(this::plan).hasMessageContaining("must match the number of subnets");
  }

  @Test
  void theManagedSecurityGroupAdmitsEveryoneUnlessSourcesAreChosen() {
    assertThat(admitted()).containsExactly("tcp 80 0.0.0.0/0");
    annotations.put("aws-load-balancer-ip-address-type", "dualstack");
    assertThat(admitted()).containsExactly("tcp 80 0.0.0.0/0", "tcp 80 ::/0");
    annotations.put("aws-load-balancer-security-group-prefix-lists", "pl-1");
    assertThat(admitted()).containsExactly("tcp 80 pl-1");
    annotations.put("load-balancer-source-ranges", "10.0.0.0/8, 2001:db8::/32");
    annotations.put("aws-load-balancer-enable-icmp-for-path-mtu-discovery", "on");
    assertThat(admitted())
        .containsExactly(
            "icmp 3 10.0.0.0/8",
            "icmpv6 2 2001:db8::/32",
            "tcp 80 10.0.0.0/8",
            "tcp 80 2001:db8::/32",
            "tcp 80 pl-1");
    spec = "loadBalancerSourceRanges: [172.16.0.0/12]";
    assertThat(admitted()).contains("tcp 80 172.16.0.0/12").doesNotContain("tcp 80 10.0.0.0/8");
  }

  @Test
  void aLoadBalancerThatExistsWithoutSecurityGroupsNeverGetsAny() {
    existing("internal", List.of("subnet-0a0000000000000a2"), List.of());
    assertThat(loadBalancer().securityGroups()).isEmpty();
    existing("internal", List.of("subnet-0a0000000000000a2"), List.of("sg-1"));
    annotations.put("aws-load-balancer-disable-nlb-sg", "true");
    refused("conflicting security groups configuration");
  }

  @Test
  void tlsEndsAtThePortsThatAreNamed() {
    ports =
        "[{name: web, port: 80, targetPort: 8080, nodePort: 30080}, {name: tls, port: 443, targetPort: 8443, nodePort: 30443}]";
    annotations.put("aws-load-balancer-ssl-cert", "arn:1,arn:2");
    assertThat(listener("80").protocol()).isEqualTo("TLS");
    annotations.put("aws-load-balancer-ssl-ports", "tls");
    annotations.put("aws-load-balancer-alpn-policy", "HTTP2Preferred");
    annotations.put("aws-load-balancer-backend-protocol", "ssl");
    assertThat(listener("80").protocol()).isEqualTo("TCP");
    assertThat(listener("80").alpnPolicy()).isEmpty();
    assertThat(listener("443").alpnPolicy()).containsExactly("HTTP2Preferred");
    assertThat(listener("443").certificates())
        .extracting(ListenerSpec.CertificateRef::certificateArn)
        .containsExactly(
            new Token.ExistingCertificate("arn:1"), new Token.ExistingCertificate("arn:2"));
    assertThat(targetGroup("shop/tcp:443").protocol()).isEqualTo("TLS");
    assertThat(targetGroup("shop/tcp:80").protocol()).isEqualTo("TCP");
    annotations.put("aws-load-balancer-ssl-ports", "tls, 444, admin");
    refused("Unused port in ssl-ports annotation [444 admin]");
  }

  @Test
  void aTcpAndAUdpPortWithOneNumberAreMergedOnlyWhenAskedFor() {
    ports =
        "[{name: a, port: 53, protocol: TCP, targetPort: 5353, nodePort: 30053}, {name: b, port: 53, protocol: UDP, targetPort: 5354, nodePort: 30054}]";
    assertThat(listener("53").protocol()).isEqualTo("TCP");
    annotations.put("aws-load-balancer-enable-tcp-udp-listener", "true");
    assertThat(listener("53").protocol()).isEqualTo("TCP_UDP");
    assertThat(targetGroup("shop/tcp:53").port()).isEqualTo(30053);
    annotations.put("aws-load-balancer-quic-enabled-ports", "53");
    assertThat(listener("53").protocol()).isEqualTo("TCP_QUIC");
  }

  @Test
  void onlyOneTcpAndOneUdpPortCanBeMerged() {
    annotations.put("aws-load-balancer-enable-tcp-udp-listener", "true");
    ports =
        "[{name: a, port: 53, protocol: TCP, targetPort: 1}, {name: b, port: 53, protocol: TCP, targetPort: 2}]";
    refused("protocols can't match for merging: TCP");
    ports =
        "[{name: a, port: 53, protocol: TCP, targetPort: 1}, {name: b, port: 53, protocol: SCTP, targetPort: 2}]";
    refused("unsupported protocol for merging: SCTP");
    ports =
        "[{name: a, port: 53, protocol: TCP, targetPort: 1}, {name: b, port: 53, protocol: UDP, targetPort: x}, {name: c, port: 53, protocol: SCTP, targetPort: 3}]";
    assertThatThrownBy(this::plan)
        .hasMessageStartingWith("can only merge two ports, not 3 ([{Name:a Protocol:TCP");
  }

  @Test
  void aListenerCanSpreadItsLoadOverOtherServicesAndTargetGroups() {
    annotations.put("aws-load-balancer-ssl-cert", "arn:1");
    action(
        "TLS-80",
        """
        {"baseServiceWeight": 70, "targetGroups": [\
        {"serviceName": "canary", "servicePort": "tcp", "weight": 20, "decrypt": true},\
        {"targetGroupARN": "arn:tg", "weight": 10}], "targetGroupStickinessConfig": {"enabled": true}}\
        """);
    RuleAction.Forward forward = (RuleAction.Forward) listener("80").defaultActions().getFirst();
    assertThat(forward.targetGroups())
        .containsExactly(
            new RuleAction.TargetGroupTuple(Token.targetGroupArn("shop/tcp:80"), 70),
            new RuleAction.TargetGroupTuple(Token.targetGroupArn("shop/canary:9090"), 20),
            new RuleAction.TargetGroupTuple(Token.of("arn:tg"), 10));
    assertThat(forward.targetGroupStickinessConfig())
        .isEqualTo(new RuleAction.Stickiness(true, null));
    assertThat(targetGroup("shop/canary:9090").protocol()).isEqualTo("TCP");
    assertThat(targetGroup("shop/canary:9090").port()).isEqualTo(30777);
  }

  @Test
  void anActionThatMakesNoSenseIsRefused() {
    action("TCP-80", "{\"baseServiceWeight\": 1, \"targetGroups\": [{\"weight\": 1}]}");
    refused(
        "invalid ForwardConfig: invalid TargetGroupTuple: precisely one of targetGroupARN and serviceName can be specified");
    action(
        "TCP-80",
        "{\"baseServiceWeight\": 1, \"targetGroups\": [{\"serviceName\": \"canary\", \"weight\": 1}]}");
    refused("invalid ForwardConfig: invalid TargetGroupTuple: missing servicePort");
    action(
        "TCP-80",
        "{\"baseServiceWeight\": 1, \"targetGroups\": [{\"serviceName\": \"nosuch\", \"servicePort\": 80, \"weight\": 1}]}");
    refused("services \"nosuch\" not found");
    action(
        "TCP-80",
        "{\"baseServiceWeight\": 1, \"targetGroups\": [{\"serviceName\": \"canary\", \"servicePort\": 81, \"weight\": 1}]}");
    refused("unable to find port 81 on service shop/canary");
    annotations.put("actions.TCP-80", "{\"type\": \"redirect\"}");
    refused("unknown action type: redirect");
    annotations.put("actions.TCP-80", "{\"type\": \"forward\"}");
    refused("missing ForwardConfig");
  }

  @Test
  void nodesThatServeOnlyTheirOwnPodsAreProbedOnTheirHealthCheckPort() {
    spec = "externalTrafficPolicy: Local\n  healthCheckNodePort: 31000";
    TargetGroupSpec.HealthCheck check = targetGroup("shop/tcp:80").healthCheckConfig();
    assertThat(check.protocol()).isEqualTo("HTTP");
    assertThat(check.path()).isEqualTo("/healthz");
    assertThat(check.port().getIntVal()).isEqualTo(31000);
    assertThat(
            List.of(
                check.intervalSeconds(),
                check.timeoutSeconds(),
                check.healthyThresholdCount(),
                check.unhealthyThresholdCount()))
        .containsExactly(10, 6, 2, 2);
    assertThat(admittedByTargets()).containsExactly("[TCP 30080, TCP 31000]");
  }

  @Test
  void attributesOfOnePortRefineThoseOfAll() {
    annotations.put("aws-load-balancer-target-group-attributes", "stickiness.enabled=true,a=1");
    annotations.put("aws-load-balancer-target-group-attributes.80", "a=2,stickiness.enabled=");
    annotations.put("aws-load-balancer-proxy-protocol-per-target-group", "80, 81");
    assertThat(targetGroup("shop/tcp:80").targetGroupAttributes())
        .containsExactly(
            new KeyValue("a", "2"),
            new KeyValue("proxy_protocol_v2.enabled", "true"),
            new KeyValue("stickiness.enabled", "true"));
    annotations.put("aws-load-balancer-proxy-protocol", "yes");
    refused(
        "invalid value yes for Load Balancer proxy protocol v2 annotation, only value currently supported is *");
  }

  @Test
  void anUnallocatedNodePortAndAPortlessServiceAreRefused() {
    ports = "[{name: tcp, port: 80, protocol: TCP, targetPort: 8080}]";
    refused(
        "TargetGroup port is empty. When using Instance targets, your service be must of type 'NodePort' or 'LoadBalancer'");
    spec = "allocateLoadBalancerNodePorts: false";
    refused("unable to support instance target type with an unallocated NodePort");
  }

  @Test
  void portsThatLeaveOutProtocolAndTargetPortMeanTcpAndTheSamePort() {
    ports = "[{port: 80, nodePort: 30080}]";
    annotations.put("aws-load-balancer-nlb-target-type", "ip");
    assertThat(listener("80").protocol()).isEqualTo("TCP");
    assertThat(targetGroup("shop/tcp:80").port()).isEqualTo(80);
  }

  @Test
  void defaultTagsWinUnlessTheGateSaysOtherwise() {
    annotations.put("aws-load-balancer-additional-resource-tags", "team=web");
    environment =
        environment.withFlags(
            environment.flags().with(ControllerFlag.DEFAULT_TAGS, Map.of("team", "platform")));
    assertThat(loadBalancer().tags()).containsEntry("team", "platform");
    environment =
        environment.withGates(
            environment.gates().with(FeatureGate.ENABLE_DEFAULT_TAGS_LOW_PRIORITY, true));
    assertThat(loadBalancer().tags()).containsEntry("team", "web");
    environment =
        environment.withFlags(
            environment.flags().with(ControllerFlag.EXTERNAL_MANAGED_TAGS, List.of("team")));
    refused("external managed tag key team cannot be specified on Service");
  }

  @Test
  void withoutSecurityGroupsTargetsAdmitSubnetsOrClientsByAddress() {
    annotations.put("aws-load-balancer-disable-nlb-sg", "true");
    annotations.put("aws-load-balancer-nlb-target-type", "ip");
    assertThat(admittedByTargets()).containsExactly("192.168.64.0/19 192.168.96.0/19 [TCP 8080]");
    annotations.put("aws-load-balancer-target-group-attributes", "preserve_client_ip.enabled=true");
    assertThat(admittedByTargets()).containsExactly("192.168.0.0/16 [TCP 8080]");
    annotations.put("load-balancer-source-ranges", "10.0.0.0/8");
    assertThat(admittedByTargets())
        .containsExactly("10.0.0.0/8 [TCP 8080]", "192.168.64.0/19 192.168.96.0/19 [TCP 8080]");
    annotations.put("aws-load-balancer-manage-backend-security-group-rules", "false");
    assertThat(binding().networking()).isNull();
  }

  @Test
  void aServiceThatIsNoLongerOursKeepsAProtectedLoadBalancer() {
    annotations.put("aws-load-balancer-attributes", "deletion_protection.enabled=true");
    spec = "loadBalancerClass: other/class";
    assertThat(plan().resources()).isEmpty();
    finalizers = "[service.k8s.aws/resources]";
    refused("deletion_protection is enabled, cannot delete the service: tcp");
    annotations.put("aws-load-balancer-attributes", "deletion_protection.enabled=yes");
    refused("strconv.ParseBool: parsing \"yes\": invalid syntax");
    annotations.put("aws-load-balancer-attributes", "deletion_protection.enabled=F");
    assertThat(plan().resources()).isEmpty();
  }

  @Test
  void portsWithProxyProtocolAreComparedAsNumbers() {
    annotations.put("aws-load-balancer-proxy-protocol-per-target-group", "+80");
    assertThat(targetGroup("shop/tcp:80").targetGroupAttributes())
        .containsExactly(new KeyValue("proxy_protocol_v2.enabled", "true"));
    annotations.put("aws-load-balancer-proxy-protocol-per-target-group", "81");
    assertThat(targetGroup("shop/tcp:80").targetGroupAttributes())
        .containsExactly(new KeyValue("proxy_protocol_v2.enabled", "false"));
    annotations.put("aws-load-balancer-proxy-protocol-per-target-group", "80 81");
    refused("invalid port number in proxy-protocol-per-target-group: 80 81");
  }

  @Test
  void inboundRulesForPrivateLinkAreOnOrOff() {
    annotations.put("aws-load-balancer-inbound-sg-rules-on-private-link-traffic", "on");
    assertThat(loadBalancer().securityGroupsInboundRulesOnPrivateLink()).isEqualTo("on");
    annotations.put("aws-load-balancer-inbound-sg-rules-on-private-link-traffic", "true");
    refused(
        "Invalid value for securityGroupsInboundRulesOnPrivateLink status: true, value must be one of [on, off]");
  }

  @Test
  void anErrorNamesTheServiceAndTheAnnotation() {
    annotations.put("aws-load-balancer-ip-address-type", "ipv6");
    assertThatThrownBy(this::plan)
        .hasMessage("unknown IPAddressType: ipv6")
        .hasFieldOrPropertyWithValue("object", "Service shop/tcp")
        .hasFieldOrPropertyWithValue(
            "field", "service.beta.kubernetes.io/aws-load-balancer-ip-address-type");
  }

  private List<String> admitted() {
    return plan()
        .spec(SecurityGroupSpec.class, "ManagedLBSecurityGroup")
        .orElseThrow()
        .ingress()
        .stream()
        .map(permission -> {
          String source =
              !permission.ipRanges().isEmpty()
                  ? permission.ipRanges().getFirst().cidr()
                  : !permission.ipv6Ranges().isEmpty()
                      ? permission.ipv6Ranges().getFirst().cidr()
                      : permission.prefixLists().getFirst().listId();
          return permission.ipProtocol() + " " + permission.fromPort() + " " + source;
        })
        .toList();
  }

  private List<String> admittedByTargets() {
    return binding().networking().ingress().stream()
        .map(rule -> {
          List<String> cidrs =
              rule.from().stream()
                  .filter(peer -> peer.ipBlock() != null)
                  .map(peer -> peer.ipBlock().cidr())
                  .toList();
          List<String> open = rule.ports().stream().map(ServicePlannerTest::text).toList();
          return (String.join(" ", cidrs) + " " + open).strip();
        })
        .toList();
  }

  private static String text(BindingNetworking.Port port) {
    return port.protocol() + " " + port.port().getValue();
  }

  private void action(String listener, String forwardConfig) {
    annotations.put(
        "actions." + listener, "{\"type\": \"forward\", \"forwardConfig\": " + forwardConfig + "}");
  }

  private void existing(String scheme, List<String> subnets, List<String> securityGroups) {
    Map<String, String> tags =
        Map.of("elbv2.k8s.aws/cluster", "workshop", "service.k8s.aws/stack", "shop/tcp");
    environment =
        environment.withAccount(
            AccountInventory.empty()
                .withLoadBalancers(
                    List.of(
                        new ExistingLoadBalancer(
                            "arn:lb", "old", "network", scheme, subnets, securityGroups, tags))));
  }

  private void refused(String message) {
    assertThatThrownBy(this::plan).hasMessage(message);
  }

  private LoadBalancerSpec loadBalancer() {
    return plan().spec(LoadBalancerSpec.class, "LoadBalancer").orElseThrow();
  }

  private ListenerSpec listener(String port) {
    return plan().spec(ListenerSpec.class, port).orElseThrow();
  }

  private TargetGroupSpec targetGroup(String id) {
    return plan().spec(TargetGroupSpec.class, id).orElseThrow();
  }

  private TargetGroupBindingSpec binding() {
    return plan().spec(TargetGroupBindingSpec.class, "shop/tcp:80").orElseThrow();
  }

  private Stack plan() {
    StringBuilder yaml =
        new StringBuilder(
            "apiVersion: v1\nkind: Service\nmetadata:\n  name: tcp\n  namespace: shop\n  uid: tcp-uid\n  finalizers: "
                + finalizers
                + "\n  annotations:\n    a: b\n");
    annotations.forEach((name, value) ->
        yaml.append("    service.beta.kubernetes.io/")
            .append(name)
            .append(": '")
            .append(value)
            .append("'\n"));
    yaml.append("spec:\n  type: LoadBalancer\n  ports: ").append(ports).append('\n');
    if (!spec.contains("loadBalancerClass")) {
      yaml.append("  loadBalancerClass: service.k8s.aws/nlb\n");
    }
    yaml.append("  ").append(spec).append('\n').append(BACKEND);
    var manifests = ManifestReader.read(List.of(new Source("f.yaml", yaml.toString())));
    assertThat(manifests.problems()).isEmpty();
    ManifestObjects objects = manifests.objects();
    return ServicePlanner.plan(objects.service("shop", "tcp").orElseThrow(), objects, environment);
  }

  private static Environment dualstackWorld() {
    Environment local = Environment.local();
    List<Subnet> subnets =
        local.vpc().subnets().stream()
            .map(subnet ->
                new Subnet(
                    subnet.id(),
                    subnet.zone(),
                    subnet.vpcId(),
                    subnet.cidr(),
                    "2600:1f14:0:" + subnet.id().charAt(subnet.id().length() - 1) + "::/64",
                    subnet.availableIps(),
                    subnet.tags(),
                    subnet.isPublic()))
            .toList();
    return local.withVpc(local.vpc().withSubnets(subnets));
  }
}
