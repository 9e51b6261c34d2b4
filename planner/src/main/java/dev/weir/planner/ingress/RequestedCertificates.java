package dev.weir.planner.ingress;

import dev.weir.planner.FeatureGate;
import dev.weir.planner.PlanError;
import dev.weir.planner.annotation.ListenerAnnotations;
import dev.weir.planner.name.IngressNames;
import dev.weir.planner.stack.CertificateSpec;
import dev.weir.planner.stack.Token;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The certificate that the controller requests for the hosts of an Ingress with `create-acm-cert`.
final class RequestedCertificates {

  private static final String PUBLIC = "AMAZON_ISSUED";
  private static final String PRIVATE = "PRIVATE";

  private final PlanContext context;
  private final IngressTags tags;

  RequestedCertificates(PlanContext context, IngressTags tags) {
    this.context = context;
    this.tags = tags;
  }

  /// Adds the certificate to the stack. An annotated certificate makes it needless; one that the
  /// class imposes does not.
  Optional<Token> request(ClassifiedIngress ingress) {
    if (!isWanted(ingress)) {
      return Optional.empty();
    }
    List<String> hosts = List.copyOf(Hosts.of(ingress.ingress()));
    if (hosts.isEmpty()) {
      throw PlanError.inField(
          "spec.rules",
          "ingress "
              + ingress.key()
              + " has create-acm-cert enabled but no hostnames defined in spec.rules[].host or"
              + " spec.tls[].hosts \u2014 cannot create a certificate without at least one"
              + " hostname");
    }
    String authority = authority(ingress);
    String type = authority.isEmpty() ? PUBLIC : PRIVATE;
    String domain = hosts.getFirst();
    String id =
        type.toLowerCase(Locale.ROOT)
            + "/"
            + domain.replace("*", "wildcard")
            + "-"
            + IngressNames.certificateSuffix(ingress.key());
    context
        .stack()
        .add(
            id,
            new CertificateSpec(
                type, authority, domain, hosts, "DNS", "", tags.ofCertificate(ingress)));
    return Optional.of(Token.certificateArn(id));
  }

  private boolean isWanted(ClassifiedIngress ingress) {
    return context.environment().isEnabled(FeatureGate.ENABLE_CERTIFICATE_MANAGEMENT)
        && isRequested(ingress)
        && ingress
            .annotations()
            .stringList(ListenerAnnotations.CERTIFICATE_ARN)
            .orElse(List.of())
            .isEmpty();
  }

  // A value that is no boolean counts as false here, not as an error.
  private static boolean isRequested(ClassifiedIngress ingress) {
    try {
      return ingress.annotations().bool(ListenerAnnotations.CREATE_ACM_CERT).orElse(false);
    } catch (PlanError e) {
      return false;
    }
  }

  private String authority(ClassifiedIngress ingress) {
    return ingress
        .annotations()
        .string(ListenerAnnotations.ACM_PCA_ARN)
        .orElse(context.environment().flags().defaultPcaArn());
  }
}
