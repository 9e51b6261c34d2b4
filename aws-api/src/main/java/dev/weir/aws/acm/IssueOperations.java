package dev.weir.aws.acm;

import dev.weir.aws.wire.Operation;
import dev.weir.aws.wire.OperationContext;
import dev.weir.elb.Arn;
import dev.weir.elb.Certificate;
import dev.weir.store.ElbStore;
import dev.weir.store.StoredCertificate;
import dev.weir.store.Tables;
import dev.weir.store.Transaction;
import dev.weir.store.world.LocalAuthority;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.acm.model.ImportCertificateRequest;
import software.amazon.awssdk.services.acm.model.ImportCertificateResponse;
import software.amazon.awssdk.services.acm.model.RequestCertificateRequest;
import software.amazon.awssdk.services.acm.model.RequestCertificateResponse;

/// `ImportCertificate` and `RequestCertificate`. What is requested is issued at once by the local
/// authority, without validation.
final class IssueOperations {
  private static final Pattern DOMAIN =
      Pattern.compile("(\\*\\.)?([A-Za-z0-9-]{1,63}\\.)*[A-Za-z0-9-]{1,63}");
  private static final int MAX_NAMES = 100;

  private final ElbStore store;

  IssueOperations(ElbStore store) {
    this.store = store;
  }

  List<Operation> all() {
    return List.of(
        Operation.of(
            "ImportCertificate",
            ImportCertificateRequest.class,
            ImportCertificateRequest::builder,
            this::importCertificate),
        Operation.of(
            "RequestCertificate",
            RequestCertificateRequest.class,
            RequestCertificateRequest::builder,
            this::request));
  }

  private ImportCertificateResponse importCertificate(
      OperationContext context, ImportCertificateRequest request) {
    X509Certificate leaf =
        Pem.certificates(request.certificate().asByteArray(), "certificate").getFirst();
    List<X509Certificate> issuers =
        request.certificateChain() == null
            ? List.of()
            : Pem.certificates(request.certificateChain().asByteArray(), "certificate chain");
    PrivateKey key =
        Pem.key(request.privateKey().asByteArray(), leaf.getPublicKey().getAlgorithm());
    Pem.checkMatch(key, leaf.getPublicKey());
    Map<String, String> tags = AcmTags.read(request.tags());
    return store.write(transaction -> {
      Arn arn = importArn(transaction, request.certificateArn());
      transaction.put(
          Tables.CERTIFICATES, stored(arn, "IMPORTED", leaf, issuers, key, transaction.now()));
      transaction.tags().add(arn.value(), tags);
      return ImportCertificateResponse.builder().certificateArn(arn.value()).build();
    });
  }

  /// Importing over a certificate keeps its ARN, so that listeners serve the new one.
  private static Arn importArn(Transaction transaction, @Nullable String wanted) {
    if (wanted == null) {
      return newArn(transaction);
    }
    StoredCertificate before = CertificateOperations.byArn(transaction, wanted);
    if (!before.type().equals("IMPORTED")) {
      throw Pem.invalid("The certificate '" + wanted + "' was not imported");
    }
    return before.certificate().arn();
  }

  private static Arn newArn(Transaction transaction) {
    return Arn.of(
        "acm", transaction.region(), transaction.account(), "certificate/" + UUID.randomUUID());
  }

  private static StoredCertificate stored(
      Arn arn,
      String type,
      X509Certificate leaf,
      List<X509Certificate> issuers,
      PrivateKey key,
      Instant now) {
    List<String> names = Names.of(leaf);
    StringBuilder issuersPem = new StringBuilder();
    issuers.forEach(each -> issuersPem.append(Pem.text(each)));
    Certificate certificate =
        new Certificate(
            arn,
            names,
            leaf.getNotBefore().toInstant(),
            leaf.getNotAfter().toInstant(),
            Pem.keyAlgorithm(leaf.getPublicKey()),
            Pem.text(leaf) + issuersPem,
            Pem.text(key));
    return new StoredCertificate(
        certificate,
        type,
        names.isEmpty() ? "" : names.getFirst(),
        Pem.text(leaf),
        issuersPem.toString(),
        leaf.getSigAlgName(),
        now);
  }

  private RequestCertificateResponse request(
      OperationContext context, RequestCertificateRequest request) {
    Set<String> names = new LinkedHashSet<>();
    names.add(request.domainName());
    names.addAll(request.subjectAlternativeNames());
    if (names.size() > MAX_NAMES) {
      throw Pem.invalid("At most " + MAX_NAMES + " domain names may be requested");
    }
    for (String name : names) {
      if (!DOMAIN.matcher(name).matches() || name.length() > 253) {
        throw Pem.invalid(
            "1 validation error detected: Value '"
                + name
                + "' at 'domainName' failed to satisfy constraint: Member must satisfy regular"
                + " expression pattern: "
                + DOMAIN.pattern());
      }
    }
    String algorithm =
        request.keyAlgorithmAsString() == null ? "RSA_2048" : request.keyAlgorithmAsString();
    Map<String, String> tags = AcmTags.read(request.tags());
    Instant now = store.config().clock().instant();
    LocalIssuer issuer = issuer(now);
    LocalIssuer.Issued issued = issuer.issue(new ArrayList<>(names), algorithm, now);
    return store.write(transaction -> {
      Arn arn = newArn(transaction);
      transaction.put(
          Tables.CERTIFICATES,
          stored(
              arn,
              "AMAZON_ISSUED",
              issued.certificate(),
              List.of(issuer.certificate()),
              issued.key(),
              transaction.now()));
      transaction.tags().add(arn.value(), tags);
      return RequestCertificateResponse.builder().certificateArn(arn.value()).build();
    });
  }

  /// Keys are made outside of the transaction, for they take time.
  private LocalIssuer issuer(Instant now) {
    Optional<LocalAuthority> there = store.state().find(Tables.AUTHORITIES, LocalIssuer.NAME);
    if (there.isPresent()) {
      return LocalIssuer.of(there.get());
    }
    LocalAuthority fresh = LocalIssuer.create(now).stored();
    LocalAuthority kept =
        store.write(transaction -> {
          Optional<LocalAuthority> first = transaction.find(Tables.AUTHORITIES, LocalIssuer.NAME);
          first.ifPresentOrElse(authority -> {}, () -> transaction.put(Tables.AUTHORITIES, fresh));
          return first.orElse(fresh);
        });
    return LocalIssuer.of(kept);
  }
}
