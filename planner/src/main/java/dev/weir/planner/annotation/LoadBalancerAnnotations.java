package dev.weir.planner.annotation;

import dev.weir.planner.annotation.Annotation.Merge;
import dev.weir.planner.annotation.Annotation.Type;
import dev.weir.planner.annotation.Annotation.Where;
import java.util.List;

/// Annotations: the load balancer itself, its network, and who may reach it.
public final class LoadBalancerAnnotations {

  public static final Annotation LOAD_BALANCER_NAME =
      new Annotation(
          Annotation.INGRESS_PREFIX + "load-balancer-name",
          Type.STRING,
          "generated: k8s-...",
          Where.INGRESS,
          Merge.EXCLUSIVE,
          "shop-front",
          "Names the load balancer, at most 32 bytes.");

  public static final Annotation TAGS =
      new Annotation(
          Annotation.INGRESS_PREFIX + "tags",
          Type.STRING_MAP,
          "none",
          Where.INGRESS_AND_SERVICE,
          Merge.MERGED,
          "team=web,cost=1",
          "Tags for every AWS resource of the Ingress; on a Service for its target groups.");

  public static final Annotation IP_ADDRESS_TYPE =
      new Annotation(
          Annotation.INGRESS_PREFIX + "ip-address-type",
          Type.STRING,
          "ipv4",
          Where.INGRESS,
          Merge.EXCLUSIVE,
          "dualstack",
          "Addresses of the load balancer: ipv4, dualstack or dualstack-without-public-ipv4.");

  public static final Annotation SCHEME =
      new Annotation(
          Annotation.INGRESS_PREFIX + "scheme",
          Type.STRING,
          "the flag default-load-balancer-scheme (internal)",
          Where.INGRESS,
          Merge.EXCLUSIVE,
          "internet-facing",
          "Whether the load balancer is internal or internet-facing.");

  public static final Annotation SUBNETS =
      new Annotation(
          Annotation.INGRESS_PREFIX + "subnets",
          Type.STRING_LIST,
          "discovered by tags",
          Where.INGRESS,
          Merge.EXCLUSIVE,
          "subnet-a,my-subnet",
          "Subnets of the load balancer, by id or Name tag.");

  public static final Annotation SECURITY_GROUPS =
      new Annotation(
          Annotation.INGRESS_PREFIX + "security-groups",
          Type.STRING_LIST,
          "a managed security group",
          Where.INGRESS,
          Merge.EXCLUSIVE,
          "sg-1,my-group",
          "Security groups of the load balancer, by id or Name tag; switches the managed one off.");

  public static final Annotation MANAGE_BACKEND_SECURITY_GROUP_RULES =
      new Annotation(
          Annotation.INGRESS_PREFIX + "manage-backend-security-group-rules",
          Type.BOOL,
          "the flag enable-manage-backend-security-group-rules (false)",
          Where.INGRESS,
          Merge.EXCLUSIVE,
          "true",
          "With security-groups: whether the controller opens the targets to the load balancer.");

  public static final Annotation CUSTOMER_OWNED_IPV4_POOL =
      new Annotation(
          Annotation.INGRESS_PREFIX + "customer-owned-ipv4-pool",
          Type.STRING,
          "none",
          Where.INGRESS,
          Merge.EXCLUSIVE,
          "ipv4pool-coip-1",
          "The customer-owned address pool of an Outpost; immutable.");

  public static final Annotation IPAM_IPV4_POOL_ID =
      new Annotation(
          Annotation.INGRESS_PREFIX + "ipam-ipv4-pool-id",
          Type.STRING,
          "none",
          Where.INGRESS,
          Merge.EXCLUSIVE,
          "ipam-pool-1",
          "The IPAM pool that public IPv4 addresses come from.");

  public static final Annotation LOAD_BALANCER_ATTRIBUTES =
      new Annotation(
          Annotation.INGRESS_PREFIX + "load-balancer-attributes",
          Type.STRING_MAP,
          "none",
          Where.INGRESS,
          Merge.EXCLUSIVE_PER_KEY,
          "idle_timeout.timeout_seconds=120",
          "Attributes of the load balancer.");

  public static final Annotation MINIMUM_LOAD_BALANCER_CAPACITY =
      new Annotation(
          Annotation.INGRESS_PREFIX + "minimum-load-balancer-capacity",
          Type.STRING_MAP,
          "none",
          Where.INGRESS,
          Merge.EXCLUSIVE_PER_KEY,
          "CapacityUnits=1000",
          "Reserved capacity; the only key is CapacityUnits, 0 resets it.");

  public static final Annotation INBOUND_CIDRS =
      new Annotation(
          Annotation.INGRESS_PREFIX + "inbound-cidrs",
          Type.STRING_LIST,
          "0.0.0.0/0 and ::/0, unless prefix lists are given",
          Where.INGRESS,
          Merge.EXCLUSIVE_PER_PORT,
          "10.0.0.0/8,2001:db8::/32",
          "Address blocks that may reach the listeners.");

  public static final Annotation SECURITY_GROUP_PREFIX_LISTS =
      new Annotation(
          Annotation.INGRESS_PREFIX + "security-group-prefix-lists",
          Type.STRING_LIST,
          "none",
          Where.INGRESS,
          Merge.EXCLUSIVE_PER_PORT,
          "pl-1",
          "Managed prefix lists that may reach the listeners.");

  static final List<Annotation> ALL =
      List.of(
          LOAD_BALANCER_NAME,
          TAGS,
          IP_ADDRESS_TYPE,
          SCHEME,
          SUBNETS,
          SECURITY_GROUPS,
          MANAGE_BACKEND_SECURITY_GROUP_RULES,
          CUSTOMER_OWNED_IPV4_POOL,
          IPAM_IPV4_POOL_ID,
          LOAD_BALANCER_ATTRIBUTES,
          MINIMUM_LOAD_BALANCER_CAPACITY,
          INBOUND_CIDRS,
          SECURITY_GROUP_PREFIX_LISTS);

  private LoadBalancerAnnotations() {}
}
