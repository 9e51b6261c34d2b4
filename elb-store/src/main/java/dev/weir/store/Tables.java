package dev.weir.store;

import dev.weir.elb.Listener;
import dev.weir.elb.ListenerRule;
import dev.weir.elb.LoadBalancer;
import dev.weir.elb.TargetGroup;
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
import java.util.List;

/// Every table of the store.
public final class Tables {
  public static final Table<LoadBalancer> LOAD_BALANCERS =
      new Table<>("loadBalancers", LoadBalancer.class, v -> v.arn().value());
  public static final Table<Listener> LISTENERS =
      new Table<>("listeners", Listener.class, v -> v.arn().value());
  public static final Table<ListenerRule> RULES =
      new Table<>("rules", ListenerRule.class, v -> v.arn().value());
  public static final Table<TargetGroup> TARGET_GROUPS =
      new Table<>("targetGroups", TargetGroup.class, v -> v.arn().value());
  public static final Table<GroupTargets> TARGETS =
      new Table<>("targets", GroupTargets.class, v -> v.targetGroupArn().value());
  public static final Table<StoredCertificate> CERTIFICATES =
      new Table<>("certificates", StoredCertificate.class, v -> v.certificate().arn().value());
  public static final Table<StoredTrustStore> TRUST_STORES =
      new Table<>("trustStores", StoredTrustStore.class, v -> v.trustStore().arn().value());
  public static final Table<TagSet> TAGS = new Table<>("tags", TagSet.class, TagSet::resource);

  public static final Table<Vpc> VPCS = new Table<>("vpcs", Vpc.class, Vpc::vpcId);
  public static final Table<Subnet> SUBNETS =
      new Table<>("subnets", Subnet.class, Subnet::subnetId);
  public static final Table<RouteTable> ROUTE_TABLES =
      new Table<>("routeTables", RouteTable.class, RouteTable::routeTableId);
  public static final Table<InternetGateway> INTERNET_GATEWAYS =
      new Table<>("internetGateways", InternetGateway.class, InternetGateway::internetGatewayId);
  public static final Table<AvailabilityZone> AVAILABILITY_ZONES =
      new Table<>("availabilityZones", AvailabilityZone.class, AvailabilityZone::zoneName);
  public static final Table<SecurityGroup> SECURITY_GROUPS =
      new Table<>("securityGroups", SecurityGroup.class, SecurityGroup::groupId);
  public static final Table<Instance> INSTANCES =
      new Table<>("instances", Instance.class, Instance::instanceId);
  public static final Table<NetworkInterface> NETWORK_INTERFACES =
      new Table<>(
          "networkInterfaces", NetworkInterface.class, NetworkInterface::networkInterfaceId);
  public static final Table<WebAcl> WEB_ACLS = new Table<>("webAcls", WebAcl.class, WebAcl::arn);
  public static final Table<WebAclAssociation> WEB_ACL_ASSOCIATIONS =
      new Table<>("webAclAssociations", WebAclAssociation.class, WebAclAssociation::key);
  public static final Table<Protection> PROTECTIONS =
      new Table<>("protections", Protection.class, Protection::id);

  public static final Table<LocalAuthority> AUTHORITIES =
      new Table<>("authorities", LocalAuthority.class, LocalAuthority::name);

  static final List<Table<?>> ALL =
      List.of(
          LOAD_BALANCERS,
          LISTENERS,
          RULES,
          TARGET_GROUPS,
          TARGETS,
          CERTIFICATES,
          TRUST_STORES,
          TAGS,
          VPCS,
          SUBNETS,
          ROUTE_TABLES,
          INTERNET_GATEWAYS,
          AVAILABILITY_ZONES,
          SECURITY_GROUPS,
          INSTANCES,
          NETWORK_INTERFACES,
          WEB_ACLS,
          WEB_ACL_ASSOCIATIONS,
          PROTECTIONS,
          AUTHORITIES);

  private Tables() {}
}
