package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `weir up --aws-credentials`: only requests that are signed with that key are answered, while
/// controller and console go on with a key of their own.
@Needs("kubectl")
class SignedRequestsTest {
  @TempDir static Path directory;
  private static WeirProcess weir;

  @BeforeAll
  static void start() {
    weir = WeirProcess.start(directory, "--aws-credentials=mine:secret");
  }

  @AfterAll
  static void stop() {
    weir.close();
  }

  @Test
  void anUnsignedRequestIsRefused() {
    URI endpoint = URI.create(weir.awsEndpoint());

    Http.Answer answer =
        Http.get(
            "127.0.0.1",
            endpoint.getPort(),
            endpoint.getAuthority(),
            "/?Version=2015-12-01&Action=DescribeLoadBalancers");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body()).contains("<Code>MissingAuthenticationToken</Code>");
  }

  @Test
  @Needs("aws")
  void onlyTheNamedKeyIsAnswered() {
    assertThat(describe("mine", "secret").ok()).contains("LoadBalancers");
    assertThat(describe("mine", "other").output()).contains("SignatureDoesNotMatch");
    assertThat(describe("yours", "secret").output()).contains("InvalidClientTokenId");
  }

  @Test
  void controllerAndConsoleHaveAKeyOfTheirOwn() {
    Workshop.apply(weir);
    LoadBalancer.of(weir, "workshop", "workshopingress");
    URI console = URI.create(weir.console());

    assertThat(
            Http.get("127.0.0.1", console.getPort(), console.getAuthority(), "/load-balancers")
                .body())
        .contains("k8s-productcatalog-ec87bdf649");
  }

  @Test
  void aKeyWithoutSecretIsRefusedInWords() {
    Command.Result up =
        WeirProcess.weir("up", "--data-dir", directory.resolve("other").toString())
            .with("--aws-credentials=mine")
            .with(WeirProcess.OUT_OF_THE_WAY.toArray(String[]::new))
            .run();

    assertThat(up.exitCode()).isEqualTo(1);
    assertThat(up.output()).contains("weir: --aws-credentials is no key (expected: ID:SECRET).");
  }

  private static Command.Result describe(String id, String secret) {
    return weir.aws("elbv2", "describe-load-balancers")
        .env("AWS_ACCESS_KEY_ID", id)
        .env("AWS_SECRET_ACCESS_KEY", secret)
        .run();
  }
}
