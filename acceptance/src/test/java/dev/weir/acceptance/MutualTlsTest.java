package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Client certificates, set up as on AWS with its CLI alone: a bundle in S3, a trust store, a
/// listener that verifies, a revocation list.
@Needs({"aws", "openssl", "curl"})
class MutualTlsTest {
  private static final String HOST = "shop.example.com";

  @TempDir static Path directory;
  private static WeirProcess weir;

  @BeforeAll
  static void start() {
    weir = WeirProcess.start(directory.resolve("weir"));
  }

  @AfterAll
  static void stop() {
    weir.close();
  }

  @Test
  void onlyClientsWithACertificateOfTheTrustStoreGetThrough() throws Exception {
    makeCertificates();
    aws("s3", "mb", "s3://trust");
    aws("s3", "cp", file("ca.pem"), "s3://trust/ca.pem");
    String trustStore =
        text(
            "TrustStores[0].TrustStoreArn",
            "create-trust-store",
            "--name",
            "clients",
            "--ca-certificates-bundle-s3-bucket",
            "trust",
            "--ca-certificates-bundle-s3-key",
            "ca.pem");
    String address = listen(trustStore);

    Eventually.within(
        Duration.ofSeconds(30), () -> assertThat(curl(address, "client").output()).isEqualTo("hi"));
    assertThat(curl(address, "").exitCode()).isNotZero();
    assertThat(curl(address, "stranger").exitCode()).isNotZero();

    revoke("client");
    aws("s3", "cp", file("crl.pem"), "s3://trust/crl.pem");
    assertThat(
            text(
                "TrustStoreRevocations[0].NumberOfRevokedEntries",
                "add-trust-store-revocations",
                "--trust-store-arn",
                trustStore,
                "--revocation-contents",
                "S3Bucket=trust,S3Key=crl.pem,RevocationType=CRL"))
        .isEqualTo("1");

    Eventually.within(
        Duration.ofSeconds(30), () -> assertThat(curl(address, "client").exitCode()).isNotZero());
    assertThat(
            weir.aws("elbv2", "delete-trust-store", "--trust-store-arn", trustStore).run().output())
        .contains("TrustStoreInUse");
  }

  /// Creates a load balancer whose listener verifies clients; returns its address.
  private static String listen(String trustStore) {
    String subnets =
        aws(
            "ec2",
            "describe-subnets",
            "--filters",
            "Name=tag:kubernetes.io/role/elb,Values=1",
            "--query",
            "Subnets[].SubnetId",
            "--output",
            "text");
    String certificate =
        aws(
            "acm",
            "import-certificate",
            "--certificate",
            "fileb://" + file("server.pem"),
            "--private-key",
            "fileb://" + file("server.key"),
            "--output",
            "text");
    Command create =
        weir.aws("elbv2", "create-load-balancer", "--name", "mtls", "--subnets")
            .with(subnets.split("\\s+"))
            .with("--query", "LoadBalancers[0].LoadBalancerArn", "--output", "text");
    String loadBalancer = create.run().ok().trim();
    text(
        "Listeners[0].ListenerArn",
        "create-listener",
        "--load-balancer-arn",
        loadBalancer,
        "--protocol",
        "HTTPS",
        "--port",
        "443",
        "--certificates",
        "CertificateArn=" + certificate,
        "--mutual-authentication",
        "Mode=verify,TrustStoreArn=" + trustStore,
        "--default-actions",
        "[{\"Type\":\"fixed-response\",\"FixedResponseConfig\":"
            + "{\"StatusCode\":\"200\",\"ContentType\":\"text/plain\",\"MessageBody\":\"hi\"}}]");
    return aws(
        "ec2",
        "describe-network-interfaces",
        "--filters",
        "Name=description,Values=ELB app/mtls/*",
        "--query",
        "NetworkInterfaces[0].PrivateIpAddress",
        "--output",
        "text");
  }

  private static Command.Result curl(String address, String client) {
    Command command = Command.of("curl", "-sk", "-m", "10");
    if (!client.isEmpty()) {
      command = command.with("--cert", file(client + ".pem"), "--key", file(client + ".key"));
    }
    return command.with("--resolve", HOST + ":443:" + address, "https://" + HOST + "/").run();
  }

  private static void makeCertificates() throws IOException {
    selfSigned("ca", "Client CA");
    selfSigned("stranger", "Stranger");
    selfSigned("server", HOST);
    Command.of("openssl", "req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=client")
        .with("-keyout", file("client.key"), "-out", file("client.csr"))
        .run()
        .ok();
    Files.writeString(directory.resolve("client.ext"), "extendedKeyUsage=clientAuth\n");
    Command.of("openssl", "x509", "-req", "-days", "20", "-in", file("client.csr"))
        .with("-CA", file("ca.pem"), "-CAkey", file("ca.key"), "-set_serial", "4711")
        .with("-extfile", file("client.ext"), "-out", file("client.pem"))
        .run()
        .ok();
  }

  private static void selfSigned(String name, String commonName) {
    Command.of("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30")
        .with("-keyout", file(name + ".key"), "-out", file(name + ".pem"))
        .with("-subj", "/CN=" + commonName, "-addext", "subjectAltName=DNS:" + HOST)
        .run()
        .ok();
  }

  /// Writes `crl.pem`, which lists the client's serial number.
  private static void revoke(String client) throws IOException {
    Files.writeString(
        directory.resolve("index.txt"),
        "R\t401231000000Z\t260101000000Z\t1267\tunknown\t/CN=" + client + "\n");
    Files.writeString(
        directory.resolve("ca.cnf"),
        "[ca]\ndefault_ca=d\n[d]\ndefault_md=sha256\ndefault_crl_days=30\ndatabase="
            + file("index.txt")
            + "\n");
    Command.of("openssl", "ca", "-gencrl", "-config", file("ca.cnf"))
        .with("-keyfile", file("ca.key"), "-cert", file("ca.pem"), "-out", file("crl.pem"))
        .run()
        .ok();
  }

  private static String file(String name) {
    return directory.resolve(name).toString();
  }

  private static String aws(String... arguments) {
    return weir.aws(arguments).run().ok().trim();
  }

  private static String text(String query, String... arguments) {
    return weir.aws("elbv2")
        .with(arguments)
        .with("--query", query, "--output", "text")
        .run()
        .ok()
        .trim();
  }
}
