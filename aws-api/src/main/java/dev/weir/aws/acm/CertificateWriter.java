package dev.weir.aws.acm;

import dev.weir.elb.Arn;
import dev.weir.elb.Certificate;
import dev.weir.elb.Listener;
import dev.weir.store.References;
import dev.weir.store.StateView;
import dev.weir.store.StoredCertificate;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import software.amazon.awssdk.services.acm.model.CertificateDetail;
import software.amazon.awssdk.services.acm.model.CertificateSummary;
import software.amazon.awssdk.services.acm.model.DomainValidation;
import software.amazon.awssdk.services.acm.model.ResourceRecord;

/// Certificates as the ACM API tells them.
final class CertificateWriter {
  private CertificateWriter() {}

  static CertificateSummary summary(StateView state, StoredCertificate stored, Instant now) {
    Certificate certificate = stored.certificate();
    CertificateSummary.Builder written =
        CertificateSummary.builder()
            .certificateArn(certificate.arn().value())
            .domainName(stored.domainName())
            .subjectAlternativeNameSummaries(certificate.names())
            .hasAdditionalSubjectAlternativeNames(false)
            .status(status(certificate, now))
            .type(stored.type())
            .keyAlgorithm(certificate.keyAlgorithm())
            .inUse(!inUseBy(state, certificate.arn()).isEmpty())
            .renewalEligibility("INELIGIBLE")
            .notBefore(certificate.notBefore())
            .notAfter(certificate.notAfter())
            .createdAt(stored.createdAt());
    return stored.type().equals("IMPORTED")
        ? written.importedAt(stored.createdAt()).build()
        : written.issuedAt(stored.createdAt()).build();
  }

  private static String status(Certificate certificate, Instant now) {
    return now.isAfter(certificate.notAfter()) ? "EXPIRED" : "ISSUED";
  }

  private static List<String> inUseBy(StateView state, Arn certificate) {
    return References.listenersWith(state, certificate).stream()
        .map(Listener::loadBalancerArn)
        .map(Arn::value)
        .distinct()
        .toList();
  }

  static CertificateDetail detail(StateView state, StoredCertificate stored, Instant now) {
    Certificate certificate = stored.certificate();
    X509Certificate leaf =
        Pem.certificates(stored.leafPem().getBytes(StandardCharsets.US_ASCII), "certificate")
            .getFirst();
    CertificateDetail.Builder written =
        CertificateDetail.builder()
            .certificateArn(certificate.arn().value())
            .domainName(stored.domainName())
            .subjectAlternativeNames(certificate.names())
            .serial(HexFormat.ofDelimiter(":").formatHex(leaf.getSerialNumber().toByteArray()))
            .subject(leaf.getSubjectX500Principal().getName())
            .issuer(leaf.getIssuerX500Principal().getName())
            .createdAt(stored.createdAt())
            .status(status(certificate, now))
            .notBefore(certificate.notBefore())
            .notAfter(certificate.notAfter())
            .keyAlgorithm(certificate.keyAlgorithm())
            .signatureAlgorithm(leaf.getSigAlgName())
            .inUseBy(inUseBy(state, certificate.arn()))
            .type(stored.type())
            .renewalEligibility("INELIGIBLE");
    if (stored.type().equals("IMPORTED")) {
      return written.importedAt(stored.createdAt()).build();
    }
    return written
        .issuedAt(stored.createdAt())
        .domainValidationOptions(
            certificate.names().stream().map(CertificateWriter::validation).toList())
        .build();
  }

  /// Validation has always succeeded; the record is what DNS would have had to hold.
  private static DomainValidation validation(String name) {
    String base = name.startsWith("*.") ? name.substring(2) : name;
    String token = Integer.toHexString(base.hashCode());
    return DomainValidation.builder()
        .domainName(name)
        .validationDomain(name)
        .validationMethod("DNS")
        .validationStatus("SUCCESS")
        .resourceRecord(
            ResourceRecord.builder()
                .name("_" + token + "." + base + ".")
                .type("CNAME")
                .value("_" + token + ".acm-validations.localhost.")
                .build())
        .build();
  }
}
