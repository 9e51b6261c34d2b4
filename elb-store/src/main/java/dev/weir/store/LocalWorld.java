package dev.weir.store;

import dev.weir.store.world.AvailabilityZone;
import dev.weir.store.world.Instance;
import dev.weir.store.world.InternetGateway;
import dev.weir.store.world.NetworkInterface;
import dev.weir.store.world.NodeInstance;
import dev.weir.store.world.RouteTable;
import dev.weir.store.world.SecurityGroup;
import dev.weir.store.world.SecurityGroup.Peer;
import dev.weir.store.world.SecurityGroup.Rule;
import dev.weir.store.world.Subnet;
import dev.weir.store.world.Vpc;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a new store begins with: a VPC with two public and two private subnets, its security
/// groups, and the nodes of the cluster.
///
/// Public subnets carry `kubernetes.io/role/elb`, private ones `kubernetes.io/role/internal-elb`,
/// all of them and the nodes' security group belong to the cluster by tag.
public final class LocalWorld {
  public static final String VPC = "vpc-0a1b2c3d4e5f60718";
  public static final String CLUSTER = "workshop";
  public static final String PUBLIC_A = "subnet-0a1b2c3d4e5f60a01";
  public static final String PUBLIC_B = "subnet-0a1b2c3d4e5f60b01";
  public static final String PRIVATE_A = "subnet-0a1b2c3d4e5f60a02";
  public static final String PRIVATE_B = "subnet-0a1b2c3d4e5f60b02";
  public static final String DEFAULT_SECURITY_GROUP = "sg-0a1b2c3d4e5f6000d";
  public static final String NODE_SECURITY_GROUP = "sg-0a1b2c3d4e5f6000e";

  private static final String INTERNET_GATEWAY = "igw-0a1b2c3d4e5f60718";

  private final Transaction transaction;
  private final String cluster;

  private LocalWorld(Transaction transaction, String cluster) {
    this.transaction = transaction;
    this.cluster = cluster;
  }

  /// Makes what is missing; what is there stays as it was changed. The nodes are set to these:
  /// others are forgotten.
  ///
  /// @param cluster the cluster name in the tags
  /// @param nodes the nodes, in the zones `<region>a` and `<region>b`
  public static void seed(ElbStore store, String cluster, List<NodeInstance> nodes) {
    store.write(transaction -> {
      LocalWorld world = new LocalWorld(transaction, cluster);
      if (transaction.find(Tables.VPCS, VPC).isEmpty()) {
        world.network();
        world.securityGroups();
      }
      world.nodes(nodes);
      return VPC;
    });
  }

  private void network() {
    transaction.put(Tables.VPCS, new Vpc(VPC, "192.168.0.0/16", true));
    tag(VPC, "Name", cluster);
    zone("a", 1);
    zone("b", 2);
    subnet(PUBLIC_A, "a", 1, "192.168.0.0/19", true);
    subnet(PUBLIC_B, "b", 2, "192.168.32.0/19", true);
    subnet(PRIVATE_A, "a", 1, "192.168.64.0/19", false);
    subnet(PRIVATE_B, "b", 2, "192.168.96.0/19", false);
    transaction.put(Tables.INTERNET_GATEWAYS, new InternetGateway(INTERNET_GATEWAY, VPC));
    RouteTable.Route local = new RouteTable.Route("192.168.0.0/16", "local");
    transaction.put(
        Tables.ROUTE_TABLES,
        new RouteTable("rtb-0a1b2c3d4e5f60700", VPC, true, List.of(), List.of(local)));
    transaction.put(
        Tables.ROUTE_TABLES,
        new RouteTable(
            "rtb-0a1b2c3d4e5f60701",
            VPC,
            false,
            List.of(PUBLIC_A, PUBLIC_B),
            List.of(local, new RouteTable.Route("0.0.0.0/0", INTERNET_GATEWAY))));
    transaction.put(
        Tables.ROUTE_TABLES,
        new RouteTable(
            "rtb-0a1b2c3d4e5f60702", VPC, false, List.of(PRIVATE_A, PRIVATE_B), List.of(local)));
  }

  private void zone(String letter, int number) {
    transaction.put(
        Tables.AVAILABILITY_ZONES,
        new AvailabilityZone(transaction.region() + letter, zoneId(number), transaction.region()));
  }

  /// `euw1-az1` for `eu-west-1`.
  private String zoneId(int number) {
    String[] parts = transaction.region().split("-");
    return parts[0] + parts[1].charAt(0) + parts[parts.length - 1] + "-az" + number;
  }

  private void subnet(String id, String letter, int zone, String cidr, boolean isPublic) {
    transaction.put(
        Tables.SUBNETS,
        new Subnet(id, VPC, transaction.region() + letter, zoneId(zone), cidr, 8187, isPublic));
    tag(id, "kubernetes.io/role/" + (isPublic ? "elb" : "internal-elb"), "1");
    tag(id, "kubernetes.io/cluster/" + cluster, "shared");
    tag(id, "Name", cluster + (isPublic ? "-public-" : "-private-") + letter);
  }

  private void securityGroups() {
    Peer anywhere = new Peer(Peer.Kind.CIDR_IPV4, "0.0.0.0/0");
    for (String id : List.of(DEFAULT_SECURITY_GROUP, NODE_SECURITY_GROUP)) {
      boolean nodes = id.equals(NODE_SECURITY_GROUP);
      transaction.put(
          Tables.SECURITY_GROUPS,
          new SecurityGroup(
              id,
              nodes ? cluster + "-nodes" : "default",
              nodes ? "Nodes of the cluster" : "default VPC security group",
              VPC,
              List.of(all(false, new Peer(Peer.Kind.SECURITY_GROUP, id)), all(true, anywhere))));
    }
    tag(NODE_SECURITY_GROUP, "kubernetes.io/cluster/" + cluster, "owned");
    tag(NODE_SECURITY_GROUP, "Name", cluster + "-nodes");
  }

  private Rule all(boolean egress, Peer peer) {
    return new Rule("sgr-" + transaction.newId(17), egress, "-1", -1, -1, peer, Optional.empty());
  }

  private void nodes(List<NodeInstance> nodes) {
    List<String> wanted = nodes.stream().map(NodeInstance::instanceId).toList();
    for (Instance old : List.copyOf(transaction.all(Tables.INSTANCES).values())) {
      if (!wanted.contains(old.instanceId())) {
        transaction.remove(Tables.INSTANCES, old.instanceId());
        transaction.remove(Tables.NETWORK_INTERFACES, old.networkInterfaceId());
        transaction.tags().forget(old.instanceId());
      }
    }
    nodes.forEach(this::node);
  }

  private void node(NodeInstance node) {
    Optional<Instance> before = transaction.find(Tables.INSTANCES, node.instanceId());
    String networkInterface =
        before.map(Instance::networkInterfaceId).orElseGet(() -> "eni-" + transaction.newId(17));
    String subnet = node.zone().endsWith("b") ? PRIVATE_B : PRIVATE_A;
    Instance instance =
        new Instance(
            node.instanceId(),
            node.address(),
            "ip-"
                + node.address().replace('.', '-')
                + "."
                + transaction.region()
                + ".compute.internal",
            node.zone(),
            subnet,
            VPC,
            networkInterface,
            "running",
            before.map(Instance::launchTime).orElse(transaction.now()));
    if (before.filter(instance::equals).isPresent()) {
      return;
    }
    transaction.put(Tables.INSTANCES, instance);
    List<String> groups =
        transaction
            .find(Tables.NETWORK_INTERFACES, networkInterface)
            .map(NetworkInterface::groups)
            .orElse(List.of(NODE_SECURITY_GROUP));
    transaction.put(
        Tables.NETWORK_INTERFACES,
        new NetworkInterface(
            networkInterface,
            "Primary network interface of " + node.instanceId(),
            node.address(),
            node.zone(),
            subnet,
            VPC,
            groups,
            Optional.of(node.instanceId()),
            "interface",
            Optional.empty()));
    tag(node.instanceId(), "kubernetes.io/cluster/" + cluster, "owned");
  }

  private void tag(String resource, String key, String value) {
    transaction.tags().add(resource, Map.of(key, value));
  }
}
