package dev.weir.planner.annotation;

import dev.weir.planner.annotation.Annotation.Merge;
import dev.weir.planner.annotation.Annotation.Type;
import dev.weir.planner.annotation.Annotation.Where;
import java.util.List;

/// Annotations: the Network Load Balancer of a Service, its network, and who may reach it.
public final class ServiceLoadBalancerAnnotations {

  public static final Annotation LOAD_BALANCER_SOURCE_RANGES =
      new Annotation(
          Annotation.SERVICE_PREFIX + "load-balancer-source-ranges",
          Type.STRING_LIST,
          "spec.loadBalancerSourceRanges",
          Where.SERVICE,
          Merge.PER_OBJECT,
          "10.0.0.0/8",
          "Address blocks that may reach the load balancer.");

  public static final Annotation TYPE =
      new Annotation(
          Annotation.SERVICE_PREFIX + "aws-load-balancer-type",
          Type.STRING,
          "spec.loadBalancerClass decides",
          Where.SERVICE,
          Merge.PER_OBJECT,
          "external",
          "Whether the controller owns the Service: external with a target type, or nlb-ip.");

  public static final Annotation NLB_TARGET_TYPE =
      new Annotation(
          Annotation.SERVICE_PREFIX + "aws-load-balancer-nlb-target-type",
          Type.STRING,
          "the flag default-target-type (instance)",
          Where.SERVICE,
          Merge.PER_OBJECT,
          "ip",
          "Whether targets are instance (node ports) or ip (pods).");

  public static final Annotation NAME =
      new Annotation(
          Annotation.SERVICE_PREFIX + "aws-load-balancer-name",
          Type.STRING,
          "generated: k8s-...",
          Where.SERVICE,
          Merge.PER_OBJECT,
          "shop-tcp",
          "Names the load balancer, at most 32 bytes.");

  public static final Annotation SCHEME =
      new Annotation(
          Annotation.SERVICE_PREFIX + "aws-load-balancer-scheme",
          Type.STRING,
          "the flag default-load-balancer-scheme (internal)",
          Where.SERVICE,
          Merge.PER_OBJECT,
          "internet-facing",
          "Whether the load balancer is internal or internet-facing.");

  public static final Annotation INTERNAL =
      new Annotation(
          Annotation.SERVICE_PREFIX + "aws-load-balancer-internal",
          Type.BOOL,
          "absent",
          Where.SERVICE,
          Merge.PER_OBJECT,
          "true",
          "Deprecated form of the scheme.");

  public static final Annotation IP_ADDRESS_TYPE =
      new Annotation(
          Annotation.SERVICE_PREFIX + "aws-load-balancer-ip-address-type",
          Type.STRING,
          "ipv4",
          Where.SERVICE,
          Merge.PER_OBJECT,
          "dualstack",
          "Addresses of the load balancer: ipv4 or dualstack.");

  public static final Annotation SUBNETS =
      new Annotation(
          Annotation.SERVICE_PREFIX + "aws-load-balancer-subnets",
          Type.STRING_LIST,
          "discovered by tags",
          Where.SERVICE,
          Merge.PER_OBJECT,
          "subnet-a,my-subnet",
          "Subnets of the load balancer, by id or Name tag.");

  public static final Annotation EIP_ALLOCATIONS =
      new Annotation(
          Annotation.SERVICE_PREFIX + "aws-load-balancer-eip-allocations",
          Type.STRING_LIST,
          "none",
          Where.SERVICE,
          Merge.PER_OBJECT,
          "eipalloc-1,eipalloc-2",
          "One Elastic IP per subnet; internet-facing only.");

  public static final Annotation PRIVATE_IPV4_ADDRESSES =
      new Annotation(
          Annotation.SERVICE_PREFIX + "aws-load-balancer-private-ipv4-addresses",
          Type.STRING_LIST,
          "none",
          Where.SERVICE,
          Merge.PER_OBJECT,
          "10.0.0.10,10.0.16.10",
          "One private IPv4 address per subnet; internal only.");

  public static final Annotation IPV6_ADDRESSES =
      new Annotation(
          Annotation.SERVICE_PREFIX + "aws-load-balancer-ipv6-addresses",
          Type.STRING_LIST,
          "none",
          Where.SERVICE,
          Merge.PER_OBJECT,
          "2001:db8::1",
          "One IPv6 address per subnet; dualstack only.");

  public static final Annotation ENABLE_PREFIX_FOR_IPV6_SOURCE_NAT =
      new Annotation(
          Annotation.SERVICE_PREFIX + "aws-load-balancer-enable-prefix-for-ipv6-source-nat",
          Type.STRING,
          "off",
          Where.SERVICE,
          Merge.PER_OBJECT,
          "on",
          "Whether the load balancer has IPv6 prefixes for source NAT: on or off.");

  public static final Annotation SOURCE_NAT_IPV6_PREFIXES =
      new Annotation(
          Annotation.SERVICE_PREFIX + "aws-load-balancer-source-nat-ipv6-prefixes",
          Type.STRING_LIST,
          "none",
          Where.SERVICE,
          Merge.PER_OBJECT,
          "auto_assigned,2001:db8::/80",
          "One source NAT prefix per subnet.");

  public static final Annotation SECURITY_GROUPS =
      new Annotation(
          Annotation.SERVICE_PREFIX + "aws-load-balancer-security-groups",
          Type.STRING_LIST,
          "a managed security group",
          Where.SERVICE,
          Merge.PER_OBJECT,
          "sg-1",
          "Security groups of the load balancer, by id or Name tag.");

  public static final Annotation MANAGE_BACKEND_SECURITY_GROUP_RULES =
      new Annotation(
          Annotation.SERVICE_PREFIX + "aws-load-balancer-manage-backend-security-group-rules",
          Type.BOOL,
          "the flag with security groups, else true",
          Where.SERVICE,
          Merge.PER_OBJECT,
          "true",
          "Whether the controller opens the targets to the load balancer.");

  public static final Annotation DISABLE_NLB_SG =
      new Annotation(
          Annotation.SERVICE_PREFIX + "aws-load-balancer-disable-nlb-sg",
          Type.BOOL,
          "false",
          Where.SERVICE,
          Merge.PER_OBJECT,
          "true",
          "Leaves the load balancer without security groups.");

  public static final Annotation INBOUND_SG_RULES_ON_PRIVATE_LINK_TRAFFIC =
      new Annotation(
          Annotation.SERVICE_PREFIX + "aws-load-balancer-inbound-sg-rules-on-private-link-traffic",
          Type.STRING,
          "absent",
          Where.SERVICE,
          Merge.PER_OBJECT,
          "off",
          "Whether the security groups hold for PrivateLink traffic: on or off.");

  public static final Annotation SECURITY_GROUP_PREFIX_LISTS =
      new Annotation(
          Annotation.SERVICE_PREFIX + "aws-load-balancer-security-group-prefix-lists",
          Type.STRING_LIST,
          "none",
          Where.SERVICE,
          Merge.PER_OBJECT,
          "pl-1",
          "Managed prefix lists that may reach the load balancer.");

  public static final Annotation ENABLE_ICMP_FOR_PATH_MTU_DISCOVERY =
      new Annotation(
          Annotation.SERVICE_PREFIX + "aws-load-balancer-enable-icmp-for-path-mtu-discovery",
          Type.STRING,
          "off",
          Where.SERVICE,
          Merge.PER_OBJECT,
          "on",
          "Admits the ICMP messages of path MTU discovery.");

  public static final Annotation ATTRIBUTES =
      new Annotation(
          Annotation.SERVICE_PREFIX + "aws-load-balancer-attributes",
          Type.STRING_MAP,
          "none",
          Where.SERVICE,
          Merge.PER_OBJECT,
          "load_balancing.cross_zone.enabled=true",
          "Attributes of the load balancer.");

  public static final Annotation ACCESS_LOG_ENABLED =
      new Annotation(
          Annotation.SERVICE_PREFIX + "aws-load-balancer-access-log-enabled",
          Type.BOOL,
          "absent",
          Where.SERVICE,
          Merge.PER_OBJECT,
          "true",
          "Deprecated form of the attribute access_logs.s3.enabled.");

  public static final Annotation ACCESS_LOG_S3_BUCKET_NAME =
      new Annotation(
          Annotation.SERVICE_PREFIX + "aws-load-balancer-access-log-s3-bucket-name",
          Type.STRING,
          "absent",
          Where.SERVICE,
          Merge.PER_OBJECT,
          "my-bucket",
          "Deprecated form of the attribute access_logs.s3.bucket.");

  public static final Annotation ACCESS_LOG_S3_BUCKET_PREFIX =
      new Annotation(
          Annotation.SERVICE_PREFIX + "aws-load-balancer-access-log-s3-bucket-prefix",
          Type.STRING,
          "absent",
          Where.SERVICE,
          Merge.PER_OBJECT,
          "my-prefix",
          "Deprecated form of the attribute access_logs.s3.prefix.");

  public static final Annotation CROSS_ZONE_LOAD_BALANCING_ENABLED =
      new Annotation(
          Annotation.SERVICE_PREFIX + "aws-load-balancer-cross-zone-load-balancing-enabled",
          Type.BOOL,
          "absent",
          Where.SERVICE,
          Merge.PER_OBJECT,
          "true",
          "Deprecated form of the attribute load_balancing.cross_zone.enabled.");

  public static final Annotation MINIMUM_LOAD_BALANCER_CAPACITY =
      new Annotation(
          Annotation.SERVICE_PREFIX + "aws-load-balancer-minimum-load-balancer-capacity",
          Type.STRING_MAP,
          "none",
          Where.SERVICE,
          Merge.PER_OBJECT,
          "CapacityUnits=5000",
          "Reserved capacity; the only key is CapacityUnits, 0 resets it.");

  public static final Annotation ADDITIONAL_RESOURCE_TAGS =
      new Annotation(
          Annotation.SERVICE_PREFIX + "aws-load-balancer-additional-resource-tags",
          Type.STRING_MAP,
          "none",
          Where.SERVICE,
          Merge.PER_OBJECT,
          "team=web",
          "Tags for every AWS resource of the Service.");

  static final List<Annotation> ALL =
      List.of(
          LOAD_BALANCER_SOURCE_RANGES,
          TYPE,
          NLB_TARGET_TYPE,
          NAME,
          SCHEME,
          INTERNAL,
          IP_ADDRESS_TYPE,
          SUBNETS,
          EIP_ALLOCATIONS,
          PRIVATE_IPV4_ADDRESSES,
          IPV6_ADDRESSES,
          ENABLE_PREFIX_FOR_IPV6_SOURCE_NAT,
          SOURCE_NAT_IPV6_PREFIXES,
          SECURITY_GROUPS,
          MANAGE_BACKEND_SECURITY_GROUP_RULES,
          DISABLE_NLB_SG,
          INBOUND_SG_RULES_ON_PRIVATE_LINK_TRAFFIC,
          SECURITY_GROUP_PREFIX_LISTS,
          ENABLE_ICMP_FOR_PATH_MTU_DISCOVERY,
          ATTRIBUTES,
          ACCESS_LOG_ENABLED,
          ACCESS_LOG_S3_BUCKET_NAME,
          ACCESS_LOG_S3_BUCKET_PREFIX,
          CROSS_ZONE_LOAD_BALANCING_ENABLED,
          MINIMUM_LOAD_BALANCER_CAPACITY,
          ADDITIONAL_RESOURCE_TAGS);

  private ServiceLoadBalancerAnnotations() {}
}
