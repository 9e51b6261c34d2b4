package dev.weir.elb;

/// An Amazon Resource Name of a load-balancer resource or of something that one refers to.
///
/// @param value the whole name, `arn:<partition>:<service>:<region>:<account>:<resource>`
public record Arn(String value) implements Comparable<Arn> {
  private static final String ELB = "elasticloadbalancing";

  public Arn {
    if (!value.startsWith("arn:") || value.split(":", 6).length < 6) {
      throw new IllegalArgumentException(
          "ARN: '"
              + value
              + "' (expected: arn:<partition>:<service>:<region>:<account>:<resource>)");
    }
  }

  public static Arn of(String value) {
    return new Arn(value);
  }

  /// `arn:aws:<service>:<region>:<account>:<resource>`.
  public static Arn of(String service, String region, String account, String resource) {
    return new Arn("arn:aws:" + service + ":" + region + ":" + account + ":" + resource);
  }

  public static Arn loadBalancer(
      String region, String account, LoadBalancerType type, String name, String id) {
    return of(ELB, region, account, "loadbalancer/" + type.arnPrefix() + "/" + name + "/" + id);
  }

  public static Arn targetGroup(String region, String account, String name, String id) {
    return of(ELB, region, account, "targetgroup/" + name + "/" + id);
  }

  public static Arn trustStore(String region, String account, String name, String id) {
    return of(ELB, region, account, "truststore/" + name + "/" + id);
  }

  /// A listener of this load balancer.
  public Arn listener(String id) {
    return new Arn(value.replaceFirst(":loadbalancer/", ":listener/") + "/" + id);
  }

  /// A rule of this listener.
  public Arn rule(String id) {
    return new Arn(value.replaceFirst(":listener/", ":listener-rule/") + "/" + id);
  }

  /// What follows the account: `loadbalancer/app/name/id`.
  public String resource() {
    return value.split(":", 6)[5];
  }

  /// The form that CloudWatch dimensions and logs use: `app/name/id`, `targetgroup/name/id`.
  public String dimension() {
    String resource = resource();
    return resource.startsWith("loadbalancer/")
        ? resource.substring("loadbalancer/".length())
        : resource;
  }

  public String service() {
    return value.split(":", 6)[2];
  }

  public String region() {
    return value.split(":", 6)[3];
  }

  public String account() {
    return value.split(":", 6)[4];
  }

  @Override
  public int compareTo(Arn other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
