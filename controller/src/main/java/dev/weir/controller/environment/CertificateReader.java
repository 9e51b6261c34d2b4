package dev.weir.controller.environment;

import dev.weir.controller.aws.ExpiringCache;
import dev.weir.planner.AccountInventory.Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.acm.model.CertificateDetail;
import software.amazon.awssdk.services.acm.model.CertificateStatus;
import software.amazon.awssdk.services.acm.model.KeyAlgorithm;

/// The issued certificates of the account. Their list is remembered for a minute; what each is good
/// for, for five minutes when it was imported, since that can change, and else for ten hours.
final class CertificateReader {
  private static final Duration LIST_VALID = Duration.ofMinutes(1);
  private static final Duration IMPORTED_VALID = Duration.ofMinutes(5);
  private static final Duration ISSUED_VALID = Duration.ofHours(10);

  private final AcmClient acm;
  private final boolean withTags;
  private final ExpiringCache<String, List<String>> arns;
  private final ExpiringCache<String, Certificate> certificates;

  /// @param withTags whether planning looks at the tags
  CertificateReader(AcmClient acm, boolean withTags, Clock clock) {
    this.acm = acm;
    this.withTags = withTags;
    this.arns = new ExpiringCache<>(clock);
    this.certificates = new ExpiringCache<>(clock);
  }

  List<Certificate> certificates() {
    return arns.get("issued", LIST_VALID, _ -> list()).stream().map(this::certificate).toList();
  }

  private List<String> list() {
    return acm
        .listCertificatesPaginator(r ->
            r.certificateStatuses(CertificateStatus.ISSUED)
                .includes(filters ->
                    filters.keyTypes(KeyAlgorithm.knownValues().toArray(new KeyAlgorithm[0]))))
        .certificateSummaryList()
        .stream()
        .map(summary -> summary.certificateArn())
        .toList();
  }

  private Certificate certificate(String arn) {
    return certificates
        .get(arn)
        .orElseGet(() -> {
          CertificateDetail detail =
              acm.describeCertificate(r -> r.certificateArn(arn)).certificate();
          Certificate read =
              new Certificate(
                  arn,
                  detail.subjectAlternativeNames(),
                  detail.certificateAuthorityArn(),
                  withTags ? tags(arn) : Map.of());
          certificates.put(
              arn, read, "IMPORTED".equals(detail.typeAsString()) ? IMPORTED_VALID : ISSUED_VALID);
          return read;
        });
  }

  private Map<String, String> tags(String arn) {
    return acm.listTagsForCertificate(r -> r.certificateArn(arn)).tags().stream()
        .collect(Collectors.toMap(tag -> tag.key(), tag -> tag.value() == null ? "" : tag.value()));
  }
}
