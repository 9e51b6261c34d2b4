package dev.weir.controller.environment;

import dev.weir.controller.aws.AwsClients;
import dev.weir.controller.aws.ExpiringCache;
import dev.weir.controller.aws.VpcBlocks;
import dev.weir.controller.deploy.ElbInventory;
import dev.weir.controller.flag.Flag;
import dev.weir.controller.flag.FlagSet;
import dev.weir.planner.AccountInventory;
import dev.weir.planner.AccountInventory.ExistingLoadBalancer;
import dev.weir.planner.AccountInventory.Named;
import dev.weir.planner.Environment;
import dev.weir.planner.FeatureGate;
import dev.weir.planner.Subnet;
import dev.weir.planner.Vpc;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.wafv2.model.Scope;

/// Reads from AWS what planning needs to know, and remembers what seldom changes. Existing load
/// balancers are always read anew.
public final class AwsEnvironmentSource {
  private static final Duration NETWORK_VALID = Duration.ofSeconds(10);
  private static final Duration NAMES_VALID = Duration.ofMinutes(1);
  private static final Duration WEB_ACLS_VALID = Duration.ofMinutes(60);

  private final AwsClients aws;
  private final ElbInventory inventory;
  private final VpcBlocks blocks;
  private final FlagSet flags;
  private final String vpcId;
  private final VpcReader vpc;
  private final CertificateReader certificates;
  private final ExpiringCache<String, List<Subnet>> subnets;
  private final ExpiringCache<String, List<Vpc.SecurityGroup>> securityGroups;
  private final ExpiringCache<String, List<Named>> names;

  public AwsEnvironmentSource(
      AwsClients aws,
      ElbInventory inventory,
      VpcBlocks blocks,
      FlagSet flags,
      String vpcId,
      Clock clock) {
    this.aws = aws;
    this.inventory = inventory;
    this.blocks = blocks;
    this.flags = flags;
    this.vpcId = vpcId;
    this.vpc = new VpcReader(aws.ec2(), vpcId);
    boolean managed = flags.gates().isEnabled(FeatureGate.ENABLE_CERTIFICATE_MANAGEMENT);
    this.certificates = new CertificateReader(aws.acm(), managed, clock);
    this.subnets = new ExpiringCache<>(clock);
    this.securityGroups = new ExpiringCache<>(clock);
    this.names = new ExpiringCache<>(clock);
  }

  /// The environment without anything of AWS: enough to tell whose an Ingress is.
  public Environment offline() {
    return environment(
        new Vpc(vpcId, List.of(), List.of(), List.of(), null), AccountInventory.empty());
  }

  /// @param backendSecurityGroup the shared one, if it exists
  public Environment read(EnvironmentNeeds needs, Optional<String> backendSecurityGroup) {
    if (!needs.network()) {
      return environment(
          new Vpc(vpcId, List.of(), List.of(), List.of(), orNull(backendSecurityGroup)),
          AccountInventory.empty());
    }
    Vpc network =
        new Vpc(
            vpcId,
            blocks.of(vpcId),
            subnets.get(vpcId, NETWORK_VALID, _ -> vpc.subnets()),
            needs.securityGroups()
                ? securityGroups.get(vpcId, NETWORK_VALID, _ -> vpc.securityGroups())
                : List.of(),
            orNull(backendSecurityGroup));
    AccountInventory account =
        new AccountInventory(
            needs.certificates() ? certificates.certificates() : List.of(),
            needs.trustStores()
                ? names.get("trustStores", NAMES_VALID, _ -> trustStores())
                : List.of(),
            needs.targetGroups() ? targetGroups() : List.of(),
            needs.webAcls() ? names.get("webACLs", WEB_ACLS_VALID, _ -> webAcls()) : List.of(),
            loadBalancers());
    return environment(network, account);
  }

  private Environment environment(Vpc network, AccountInventory account) {
    return new Environment(
        flags.get(Flag.CLUSTER_NAME),
        aws.region(),
        network,
        flags.planning(),
        flags.gates(),
        account);
  }

  private List<ExistingLoadBalancer> loadBalancers() {
    List<LoadBalancer> all = inventory.allLoadBalancers();
    Map<String, Map<String, String>> tags =
        inventory.tags().of(all.stream().map(LoadBalancer::loadBalancerArn).toList());
    return all.stream()
        .map(balancer ->
            new ExistingLoadBalancer(
                balancer.loadBalancerArn(),
                balancer.loadBalancerName(),
                balancer.typeAsString(),
                Objects.requireNonNullElse(balancer.schemeAsString(), ""),
                balancer.availabilityZones().stream().map(zone -> zone.subnetId()).toList(),
                balancer.securityGroups(),
                tags.getOrDefault(balancer.loadBalancerArn(), Map.of())))
        .toList();
  }

  private List<Named> trustStores() {
    return aws.elb().describeTrustStoresPaginator(r -> {}).trustStores().stream()
        .map(store -> new Named(store.name(), store.trustStoreArn()))
        .toList();
  }

  private List<Named> targetGroups() {
    return aws.elb().describeTargetGroupsPaginator().targetGroups().stream()
        .map(group -> new Named(group.targetGroupName(), group.targetGroupArn()))
        .toList();
  }

  private List<Named> webAcls() {
    List<Named> acls = new ArrayList<>();
    @Nullable String marker = null;
    do {
      String at = marker;
      var page = aws.wafv2().listWebACLs(r -> r.scope(Scope.REGIONAL).nextMarker(at));
      page.webACLs().forEach(acl -> acls.add(new Named(acl.name(), acl.arn())));
      marker = page.nextMarker();
    } while (marker != null && !marker.isEmpty());
    return acls;
  }

  private static @Nullable String orNull(Optional<String> id) {
    return id.orElse(null);
  }
}
