package dev.weir.planner;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// AWS objects that annotations refer to, or that exist from an earlier reconcile.
///
/// @param certificates all issued certificates
/// @param trustStores trust stores for mutual TLS, found by name
/// @param targetGroups target groups that `actions.*` may name
/// @param webAcls regional WAFv2 web ACLs, found by name
/// @param loadBalancers existing load balancers, found by their tags
public record AccountInventory(
    List<Certificate> certificates,
    List<Named> trustStores,
    List<Named> targetGroups,
    List<Named> webAcls,
    List<ExistingLoadBalancer> loadBalancers) {

  public AccountInventory {
    certificates = List.copyOf(certificates);
    trustStores = List.copyOf(trustStores);
    targetGroups = List.copyOf(targetGroups);
    webAcls = List.copyOf(webAcls);
    loadBalancers = List.copyOf(loadBalancers);
  }

  /// An account that holds nothing.
  public static AccountInventory empty() {
    return new AccountInventory(List.of(), List.of(), List.of(), List.of(), List.of());
  }

  public AccountInventory withLoadBalancers(List<ExistingLoadBalancer> changed) {
    return new AccountInventory(certificates, trustStores, targetGroups, webAcls, changed);
  }

  public AccountInventory withCertificates(List<Certificate> changed) {
    return new AccountInventory(changed, trustStores, targetGroups, webAcls, loadBalancers);
  }

  /// An object that is looked up by its name.
  public record Named(String name, String arn) {}

  /// An ACM certificate.
  ///
  /// @param domains its subject alternative names
  /// @param authorityArn the private CA that signed it, if any
  /// @param tags its tags, which certificate management looks at
  public record Certificate(
      String arn, List<String> domains, @Nullable String authorityArn, Map<String, String> tags) {
    public Certificate {
      domains = List.copyOf(domains);
      tags = Map.copyOf(tags);
    }
  }

  /// A load balancer that exists.
  ///
  /// @param type `application` or `network`
  /// @param scheme `internal` or `internet-facing`
  /// @param subnets subnet ids in the order of the API
  /// @param securityGroups ids of its security groups
  public record ExistingLoadBalancer(
      String arn,
      String name,
      String type,
      String scheme,
      List<String> subnets,
      List<String> securityGroups,
      Map<String, String> tags) {
    public ExistingLoadBalancer {
      subnets = List.copyOf(subnets);
      securityGroups = List.copyOf(securityGroups);
      tags = Map.copyOf(tags);
    }
  }
}
