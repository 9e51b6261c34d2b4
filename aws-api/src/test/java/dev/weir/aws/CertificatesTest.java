package dev.weir.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.elb.Arn;
import dev.weir.elb.Certificate;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.acm.model.AcmException;
import software.amazon.awssdk.services.acm.model.CertificateDetail;
import software.amazon.awssdk.services.acm.model.ImportCertificateResponse;
import software.amazon.awssdk.services.acm.model.ResourceNotFoundException;

/// Certificates through the real ACM client.
class CertificatesTest {
  private final LocalAws aws = LocalAws.start();
  private final AcmClient acm = aws.client(AcmClient.builder());

  @AfterEach
  void close() {
    acm.close();
    aws.close();
  }

  @Test
  void aRequestedCertificateIsIssuedAtOnceByTheLocalAuthority() throws Exception {
    String arn = request("app.example.com", "*.app.example.com");

    CertificateDetail detail = acm.describeCertificate(r -> r.certificateArn(arn)).certificate();
    assertThat(detail.statusAsString()).isEqualTo("ISSUED");
    assertThat(detail.typeAsString()).isEqualTo("AMAZON_ISSUED");
    assertThat(detail.subjectAlternativeNames())
        .containsExactly("app.example.com", "*.app.example.com");

    var got = acm.getCertificate(r -> r.certificateArn(arn));
    parse(got.certificate()).verify(parse(got.certificateChain()).getPublicKey());
  }

  @Test
  void everyRequestedCertificateComesFromTheSameAuthority() throws Exception {
    String first = request("a.example.com");
    String second = request("b.example.com");

    assertThat(acm.getCertificate(r -> r.certificateArn(first)).certificateChain())
        .isEqualTo(acm.getCertificate(r -> r.certificateArn(second)).certificateChain());
  }

  @Test
  void anImportedCertificateIsServedWithItsKeyAndKeepsItsArnWhenImportedAgain() {
    Certificate issued = served(request("a.example.com"));
    Certificate other = served(request("b.example.com"));

    String arn = importCertificate(issued, null).certificateArn();
    assertThat(served(arn).names()).containsExactly("a.example.com");
    assertThat(served(arn).keyPem()).isEqualTo(issued.keyPem());

    assertThat(importCertificate(other, arn).certificateArn()).isEqualTo(arn);
    assertThat(served(arn).names()).containsExactly("b.example.com");
  }

  @Test
  void aKeyThatDoesNotBelongToTheCertificateIsRefused() {
    Certificate one = served(request("a.example.com"));
    Certificate other = served(request("b.example.com"));

    assertThatThrownBy(() ->
            acm.importCertificate(
                r -> r.certificate(bytes(one.chainPem())).privateKey(bytes(other.keyPem()))))
        .isInstanceOf(AcmException.class)
        .hasMessageContaining("The private key does not match the certificate's public key");
  }

  @Test
  void certificatesAreListedByStatusAndKeyTypeAndDeleted() {
    String rsa = request("a.example.com");
    String ec =
        acm.requestCertificate(r -> r.domainName("ec.example.com").keyAlgorithm("EC_prime256v1"))
            .certificateArn();

    assertThat(acm.listCertificates(r -> {}).certificateSummaryList())
        .extracting(s -> s.certificateArn())
        .containsExactly(rsa);
    assertThat(
            acm.listCertificates(r ->
                    r.certificateStatusesWithStrings("ISSUED")
                        .includes(f -> f.keyTypesWithStrings("RSA_2048", "EC_prime256v1")))
                .certificateSummaryList())
        .extracting(s -> s.certificateArn())
        .containsExactlyInAnyOrder(rsa, ec);

    acm.deleteCertificate(r -> r.certificateArn(rsa));
    assertThatThrownBy(() -> acm.describeCertificate(r -> r.certificateArn(rsa)))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void tagsComeAndGo() {
    String arn = request("a.example.com");
    acm.addTagsToCertificate(
        r -> r.certificateArn(arn).tags(t -> t.key("a").value("1"), t -> t.key("b").value("2")));
    acm.removeTagsFromCertificate(r -> r.certificateArn(arn).tags(t -> t.key("a")));
    assertThat(acm.listTagsForCertificate(r -> r.certificateArn(arn)).tags())
        .extracting(t -> t.key() + "=" + t.value())
        .containsExactly("b=2");
  }

  private String request(String name, String... more) {
    return acm.requestCertificate(r -> r.domainName(name).subjectAlternativeNames(List.of(more)))
        .certificateArn();
  }

  private Certificate served(String arn) {
    return aws.store.snapshot().certificates().get(Arn.of(arn));
  }

  private ImportCertificateResponse importCertificate(Certificate certificate, String arn) {
    return acm.importCertificate(r ->
        r.certificateArn(arn)
            .certificate(bytes(certificate.chainPem()))
            .privateKey(bytes(certificate.keyPem())));
  }

  private static SdkBytes bytes(String text) {
    return SdkBytes.fromUtf8String(text);
  }

  private static X509Certificate parse(String pem) throws Exception {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
  }
}
