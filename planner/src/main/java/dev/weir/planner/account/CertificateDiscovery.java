package dev.weir.planner.account;

import dev.weir.planner.AccountInventory.Certificate;
import dev.weir.planner.Environment;
import dev.weir.planner.FeatureGate;
import dev.weir.planner.PlanError;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/// Finds the certificates for host names.
public final class CertificateDiscovery {

  private final Environment environment;

  public CertificateDiscovery(Environment environment) {
    this.environment = environment;
  }

  /// The ARNs of every certificate that is good for one of the hosts, sorted.
  ///
  /// @throws PlanError when a host has none: `no certificate found for host: <host>`
  public List<String> discover(Collection<String> hosts) {
    List<Certificate> candidates =
        environment.account().certificates().stream().filter(this::counts).toList();
    TreeSet<String> arns = new TreeSet<>();
    for (String host : new TreeSet<>(hosts)) {
      List<String> matching =
          candidates.stream()
              .filter(certificate ->
                  certificate.domains().stream().anyMatch(domain -> matches(domain, host)))
              .map(Certificate::arn)
              .toList();
      if (matching.isEmpty()) {
        throw PlanError.of("no certificate found for host: " + host);
      }
      arns.addAll(matching);
    }
    return List.copyOf(arns);
  }

  /// `*.example.com` is good for any host of as many labels with the same end; case matters.
  static boolean matches(String domain, String host) {
    if (domain.equals(host)) {
      return true;
    }
    if (!domain.startsWith("*.")) {
      return false;
    }
    int dot = host.indexOf('.');
    return dot >= 0 && domain.substring(1).equals(host.substring(dot));
  }

  private boolean counts(Certificate certificate) {
    List<String> authorities = environment.flags().allowedCertificateAuthorityArns();
    String authority = certificate.authorityArn();
    if (!authorities.isEmpty() && (authority == null || !authorities.contains(authority))) {
      return false;
    }
    // A certificate that the controller itself requested belongs to its Ingress alone.
    return !environment.isEnabled(FeatureGate.ENABLE_CERTIFICATE_MANAGEMENT)
        || !certificate
            .tags()
            .keySet()
            .containsAll(List.of("elbv2.k8s.aws/cluster", "ingress.k8s.aws/stack"));
  }
}
