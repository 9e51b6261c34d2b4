package dev.weir.proxy.log;

import dev.weir.elb.Arn;
import dev.weir.elb.LoadBalancer;
import dev.weir.elb.LoadBalancerAttributes;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// Which file a line belongs to: one per load balancer and kind, closed every five minutes.
///
/// The path is that of the S3 object which ALB would write:
/// `[prefix/]AWSLogs/<account>/elasticloadbalancing/<region>/<yyyy>/<mm>/<dd>/
/// <account>_elasticloadbalancing_<region>_app.<name>.<id>_<end>_<address>_<random>.log`.
///
/// @param endSecond Unix time when the file ends, a multiple of five minutes
record LogKey(Kind kind, Arn loadBalancer, String prefix, String address, long endSecond) {
  static final long PERIOD_SECONDS = 300;

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter END =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmm'Z'").withZone(ZoneOffset.UTC);

  enum Kind {
    ACCESS(
        LoadBalancerAttributes.ACCESS_LOGS_ENABLED, LoadBalancerAttributes.ACCESS_LOGS_PREFIX, ""),
    CONNECTION(
        LoadBalancerAttributes.CONNECTION_LOGS_ENABLED, "connection_logs.s3.prefix", "conn_log_"),
    HEALTH_CHECK(
        "health_check_logs.s3.enabled", "health_check_logs.s3.prefix", "health_check_log_");

    final String enabled;
    final String prefix;
    final String filePrefix;

    Kind(String enabled, String prefix, String filePrefix) {
      this.enabled = enabled;
      this.prefix = prefix;
      this.filePrefix = filePrefix;
    }
  }

  static LogKey of(Kind kind, LoadBalancer loadBalancer, Instant now) {
    long end = (now.getEpochSecond() / PERIOD_SECONDS + 1) * PERIOD_SECONDS;
    return new LogKey(
        kind,
        loadBalancer.arn(),
        loadBalancer.attributes().getOrDefault(kind.prefix, ""),
        loadBalancer.addresses().isEmpty() ? "127.0.0.1" : loadBalancer.addresses().getFirst(),
        end);
  }

  /// @param random told apart files of several nodes and starts, eight letters or digits
  Path path(Path directory, String random) {
    Instant end = Instant.ofEpochSecond(endSecond);
    Path root = prefix.isEmpty() ? directory : directory.resolve(prefix);
    String name =
        kind.filePrefix
            + loadBalancer.account()
            + "_elasticloadbalancing_"
            + loadBalancer.region()
            + "_"
            + loadBalancer.dimension().replace('/', '.')
            + "_"
            + END.format(end)
            + "_"
            + address
            + "_"
            + random
            + ".log";
    return root.resolve("AWSLogs")
        .resolve(loadBalancer.account())
        .resolve("elasticloadbalancing")
        .resolve(loadBalancer.region())
        .resolve(DAY.format(end))
        .resolve(name);
  }
}
