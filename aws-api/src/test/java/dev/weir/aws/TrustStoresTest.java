package dev.weir.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.elb.Arn;
import dev.weir.store.StoreConfig;
import dev.weir.store.Tables;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TrustStore;

/// Trust stores through the real client, made from files where S3 objects would be.
class TrustStoresTest {
  @TempDir Path objects;
  private LocalAws aws;
  private TestAuthority authority;

  @BeforeEach
  void start() throws Exception {
    aws =
        LocalAws.start(
            StoreConfig.inMemory(),
            AwsApiConfig.onPort(0).withObjects(objects),
            (group, target) -> Optional.empty());
    authority = TestAuthority.of("EC", 256);
    object("ca.pem", "# our authority\n" + authority.certificate() + authority.certificate());
  }

  @AfterEach
  void close() {
    aws.close();
  }

  @Test
  void aTrustStoreIsMadeFromABundleAndTellsHowManyCertificatesItHas() {
    TrustStore created = create("clients");

    assertThat(created.trustStoreArn())
        .matches(
            "arn:aws:elasticloadbalancing:eu-west-1:000000000000:truststore/clients/[0-9a-f]{16}");
    assertThat(created.name()).isEqualTo("clients");
    assertThat(created.statusAsString()).isEqualTo("ACTIVE");
    assertThat(created.numberOfCaCertificates()).isEqualTo(2);
    assertThat(created.totalRevokedEntries()).isZero();
    assertThat(aws.elb.describeTrustStores(r -> r.names("clients")).trustStores())
        .containsExactly(created);
    assertThat(aws.elb.describeTrustStores(r -> r.trustStoreArns(created.trustStoreArn())))
        .satisfies(answer -> assertThat(answer.trustStores()).containsExactly(created));
    assertThat(
            aws.elb
                .describeTags(r -> r.resourceArns(created.trustStoreArn()))
                .tagDescriptions()
                .getFirst()
                .tags()
                .getFirst()
                .value())
        .isEqualTo("ours");
  }

  @Test
  void namesAndBundlesThatCannotBe() throws Exception {
    create("clients");
    refused(
        "DuplicateTrustStoreName",
        "A trust store with the name 'clients' already exists",
        () -> create("clients"));
    refused(
        "ValidationError",
        "Value 'a--b' at 'name' failed to satisfy constraint: Member must satisfy regular"
            + " expression pattern: ^([a-zA-Z0-9]+-)*[a-zA-Z0-9]+$",
        () -> create("a--b"));
    refused(
        "CaCertificatesBundleNotFound",
        "The specified ca certificate bundle does not exist: s3://trust/none.pem",
        () -> create("other", "none.pem"));
    refused(
        "CaCertificatesBundleNotFound",
        "The specified ca certificate bundle does not exist: s3://trust/../../ca.pem",
        () -> create("other", "../../ca.pem"));
    refusedBundle("its last certificate has no end", "-----BEGIN CERTIFICATE-----\nMIIB\n");
    refusedBundle("it has no certificate", "# nothing\n");
    refusedBundle("line 2 is blank", "# nothing\n\n" + authority.certificate());
    refusedBundle("certificate 1 cannot be read", bogus());
    refusedBundle(
        "certificate 1 has a key that is neither RSA of 2048 to 8192 bits nor ECDSA",
        TestAuthority.of("RSA", 1024).certificate());
    refusedBundle("it has 26 certificates, more than 25", authority.certificate().repeat(26));
  }

  private static String bogus() {
    return "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
  }

  private void refusedBundle(String why, String contents) throws IOException {
    object("bad.pem", contents);
    refused(
        "InvalidCaCertificatesBundle",
        "The specified ca certificate bundle is in an invalid format, or corrupt: " + why,
        () -> create("bad", "bad.pem"));
  }

  @Test
  void anotherBundleReplacesTheFirst() throws Exception {
    String arn = create("clients").trustStoreArn();
    object("one.pem", authority.certificate());

    TrustStore changed =
        aws.elb
            .modifyTrustStore(r ->
                r.trustStoreArn(arn)
                    .caCertificatesBundleS3Bucket("trust")
                    .caCertificatesBundleS3Key("one.pem"))
            .trustStores()
            .getFirst();

    assertThat(changed.numberOfCaCertificates()).isEqualTo(1);
    assertThat(aws.store.snapshot().trustStores().get(Arn.of(arn)).caPem())
        .isEqualTo(authority.certificate());
  }

  @Test
  void revocationListsGetIdsThatAreNeverGivenTwice() throws Exception {
    String arn = create("clients").trustStoreArn();
    String listA = authority.revocations(7, 8);
    String listB = authority.revocations(9);
    object("a.crl", listA);
    object("b.crl", listB);

    assertThat(addRevocation(arn, "a.crl")).isEqualTo(1);
    assertThat(addRevocation(arn, "b.crl")).isEqualTo(2);
    assertThat(aws.elb.describeTrustStores(r -> {}).trustStores().getFirst().totalRevokedEntries())
        .isEqualTo(3);

    aws.elb.removeTrustStoreRevocations(r -> r.trustStoreArn(arn).revocationIds(2L));
    assertThat(addRevocation(arn, "b.crl")).isEqualTo(3);
    assertThat(
            aws.elb
                .describeTrustStoreRevocations(r -> r.trustStoreArn(arn))
                .trustStoreRevocations())
        .extracting(each -> each.revocationId() + ": " + each.numberOfRevokedEntries())
        .containsExactly("1: 2", "3: 1");
    assertThat(aws.store.snapshot().trustStores().get(Arn.of(arn)).revocationsPem())
        .containsExactly(listA, listB);

    refused(
        "RevocationIdNotFound",
        "The specified revocation ID does not exist: 2",
        () -> aws.elb.removeTrustStoreRevocations(r -> r.trustStoreArn(arn).revocationIds(2L)));
    refused(
        "RevocationContentNotFound",
        "The specified revocation file does not exist: s3://trust/c.crl",
        () -> addRevocation(arn, "c.crl"));
    refused(
        "InvalidRevocationContent",
        "The provided revocation file is an invalid format, or uses an incorrect algorithm",
        () -> addRevocation(arn, "ca.pem"));
  }

  @Test
  void whatATrustStoreHoldsCanBeFetchedForTenMinutesWithoutCredentials() throws Exception {
    String arn = create("clients").trustStoreArn();
    String revocations = authority.revocations(7);
    object("a.crl", revocations);
    addRevocation(arn, "a.crl");

    String bundle = aws.elb.getTrustStoreCaCertificatesBundle(r -> r.trustStoreArn(arn)).location();
    assertThat(get(bundle).body()).isEqualTo(authority.certificate() + authority.certificate());
    String list =
        aws.elb
            .getTrustStoreRevocationContent(r -> r.trustStoreArn(arn).revocationId(1L))
            .location();
    assertThat(get(list).body()).isEqualTo(revocations);
    HttpResponse<String> forged = get(bundle.replace("Signature=", "Signature=0"));
    assertThat(forged.statusCode()).isEqualTo(403);
    assertThat(forged.body()).contains("<Code>AccessDenied</Code>");
  }

  @Test
  void nothingIsSharedWithOtherAccounts() {
    String arn = create("clients").trustStoreArn();

    assertThat(aws.elb.getResourcePolicy(r -> r.resourceArn(arn)).policy()).isNull();
    refused(
        "ResourceNotFound",
        "The specified resource does not exist.",
        () -> aws.elb.getResourcePolicy(r -> r.resourceArn(arn + "0")));
    refused(
        "AssociationNotFound",
        "The specified association does not exist.",
        () ->
            aws.elb.deleteSharedTrustStoreAssociation(
                r -> r.trustStoreArn(arn).resourceArn("arn:aws:elasticloadbalancing:none")));
  }

  @Test
  void aDeletedTrustStoreIsGoneWithItsTags() {
    String arn = create("clients").trustStoreArn();

    aws.elb.deleteTrustStore(r -> r.trustStoreArn(arn));

    assertThat(aws.elb.describeTrustStores(r -> {}).trustStores()).isEmpty();
    assertThat(aws.store.state().find(Tables.TAGS, arn)).isEmpty();
    refused(
        "TrustStoreNotFound",
        "Trust store '" + arn + "' not found",
        () -> aws.elb.deleteTrustStore(r -> r.trustStoreArn(arn)));
    refused(
        "TrustStoreNotFound",
        "Trust stores '[clients]' not found",
        () -> aws.elb.describeTrustStores(r -> r.names("clients")));
  }

  private TrustStore create(String name) {
    return create(name, "ca.pem");
  }

  private TrustStore create(String name, String key) {
    List<TrustStore> created =
        aws.elb
            .createTrustStore(r ->
                r.name(name)
                    .caCertificatesBundleS3Bucket("trust")
                    .caCertificatesBundleS3Key(key)
                    .tags(t -> t.key("owner").value("ours")))
            .trustStores();
    assertThat(created).hasSize(1);
    return created.getFirst();
  }

  private long addRevocation(String arn, String key) {
    return aws.elb
        .addTrustStoreRevocations(r ->
            r.trustStoreArn(arn)
                .revocationContents(c -> c.s3Bucket("trust").s3Key(key).revocationType("CRL")))
        .trustStoreRevocations()
        .getFirst()
        .revocationId();
  }

  private void object(String key, String contents) throws IOException {
    Path file = objects.resolve("trust").resolve(key);
    Files.createDirectories(file.getParent());
    Files.writeString(file, contents);
  }

  private static HttpResponse<String> get(String url) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  private static void refused(String code, String message, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            AwsServiceException.class,
            e -> {
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
              assertThat(e.awsErrorDetails().errorMessage()).contains(message);
            });
  }
}
