package dev.weir.elb;

import static dev.weir.elb.AttributeDefinition.bool;
import static dev.weir.elb.AttributeDefinition.oneOf;
import static dev.weir.elb.AttributeDefinition.range;
import static dev.weir.elb.AttributeDefinition.text;

import java.util.List;

/// The load-balancer attribute keys (Elastic Load Balancing API, `LoadBalancerAttribute`).
public final class LoadBalancerAttributes {
  public static final String DELETION_PROTECTION = "deletion_protection.enabled";
  public static final String IDLE_TIMEOUT = "idle_timeout.timeout_seconds";
  public static final String CLIENT_KEEP_ALIVE = "client_keep_alive.seconds";
  public static final String DESYNC_MITIGATION_MODE = "routing.http.desync_mitigation_mode";
  public static final String DROP_INVALID_HEADER_FIELDS =
      "routing.http.drop_invalid_header_fields.enabled";
  public static final String PRESERVE_HOST_HEADER = "routing.http.preserve_host_header.enabled";
  public static final String TLS_VERSION_AND_CIPHER_SUITE =
      "routing.http.x_amzn_tls_version_and_cipher_suite.enabled";
  public static final String XFF_CLIENT_PORT = "routing.http.xff_client_port.enabled";
  public static final String XFF_HEADER_PROCESSING = "routing.http.xff_header_processing.mode";
  public static final String HTTP2 = "routing.http2.enabled";
  public static final String ACCESS_LOGS_ENABLED = "access_logs.s3.enabled";
  public static final String ACCESS_LOGS_BUCKET = "access_logs.s3.bucket";
  public static final String ACCESS_LOGS_PREFIX = "access_logs.s3.prefix";
  public static final String CONNECTION_LOGS_ENABLED = "connection_logs.s3.enabled";
  public static final String CROSS_ZONE = "load_balancing.cross_zone.enabled";

  // Every snapshot asks for defaults, of every load balancer.
  private static final List<AttributeDefinition> APPLICATION = application(false);
  private static final List<AttributeDefinition> INTERNAL_APPLICATION = application(true);
  private static final List<AttributeDefinition> NETWORK = network(false);
  private static final List<AttributeDefinition> INTERNAL_NETWORK = network(true);

  private LoadBalancerAttributes() {}

  /// Every key that a load balancer of this type has, with its default for the scheme.
  public static List<AttributeDefinition> of(LoadBalancerType type, String scheme) {
    boolean internal = scheme.equals("internal");
    return switch (type) {
      case APPLICATION -> internal ? INTERNAL_APPLICATION : APPLICATION;
      case NETWORK -> internal ? INTERNAL_NETWORK : NETWORK;
    };
  }

  private static List<AttributeDefinition> application(boolean internal) {
    return List.of(
        bool(ACCESS_LOGS_ENABLED, false),
        text(ACCESS_LOGS_BUCKET, "", 1024),
        text(ACCESS_LOGS_PREFIX, "", 1024),
        range(CLIENT_KEEP_ALIVE, "3600", 60, 604_800),
        bool(CONNECTION_LOGS_ENABLED, false),
        text("connection_logs.s3.bucket", "", 1024),
        text("connection_logs.s3.prefix", "", 1024),
        bool(DELETION_PROTECTION, false),
        bool("health_check_logs.s3.enabled", false),
        text("health_check_logs.s3.bucket", "", 1024),
        text("health_check_logs.s3.prefix", "", 1024),
        range(IDLE_TIMEOUT, "60", 1, 4000),
        bool("ipv6.deny_all_igw_traffic", internal),
        oneOf(CROSS_ZONE, "true", "true"),
        oneOf(DESYNC_MITIGATION_MODE, "defensive", "monitor", "defensive", "strictest"),
        bool(DROP_INVALID_HEADER_FIELDS, false),
        bool(PRESERVE_HOST_HEADER, false),
        bool(TLS_VERSION_AND_CIPHER_SUITE, false),
        bool(XFF_CLIENT_PORT, false),
        oneOf(XFF_HEADER_PROCESSING, "append", "append", "preserve", "remove"),
        bool(HTTP2, true),
        bool("waf.fail_open.enabled", false),
        bool("zonal_shift.config.enabled", false));
  }

  private static List<AttributeDefinition> network(boolean internal) {
    return List.of(
        bool(ACCESS_LOGS_ENABLED, false),
        text(ACCESS_LOGS_BUCKET, "", 1024),
        text(ACCESS_LOGS_PREFIX, "", 1024),
        bool(DELETION_PROTECTION, false),
        oneOf(
            "dns_record.client_routing_policy",
            "any_availability_zone",
            "any_availability_zone",
            "partial_availability_zone_affinity",
            "availability_zone_affinity"),
        bool("ipv6.deny_all_igw_traffic", internal),
        bool(CROSS_ZONE, false),
        range("secondary_ips.auto_assigned.per_subnet", "0", 0, 7),
        bool("zonal_shift.config.enabled", false));
  }
}
