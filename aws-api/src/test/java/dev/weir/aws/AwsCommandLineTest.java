package dev.weir.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weir.aws.wire.Credentials;
import dev.weir.store.LocalWorld;
import dev.weir.store.StoreConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The real AWS CLI against an endpoint that checks signatures. Skipped where there is no `aws`.
class AwsCommandLineTest {

  @Test
  void theCommandLineCreatesAndDescribesALoadBalancer() throws Exception {
    Optional<Path> aws = onPath();
    assumeTrue(aws.isPresent(), "no aws command on the PATH");
    AwsApiConfig config = AwsApiConfig.onPort(0).withCredentials(new Credentials("key", "secret"));
    try (LocalAws local =
        LocalAws.start(StoreConfig.inMemory(), config, (group, key) -> Optional.empty())) {
      String created =
          run(
              aws.get(),
              local,
              "secret",
              "elbv2",
              "create-load-balancer",
              "--name",
              "cli",
              "--subnets",
              LocalWorld.PUBLIC_A,
              LocalWorld.PUBLIC_B);
      assertThat(created).contains("\"LoadBalancerName\": \"cli\"", "\"Code\": \"provisioning\"");

      assertThat(
              run(
                  aws.get(),
                  local,
                  "secret",
                  "ec2",
                  "describe-subnets",
                  "--filters",
                  "Name=tag:kubernetes.io/role/elb,Values=1",
                  "--query",
                  "Subnets[].SubnetId"))
          .contains(LocalWorld.PUBLIC_A, LocalWorld.PUBLIC_B)
          .doesNotContain(LocalWorld.PRIVATE_A);

      assertThat(run(aws.get(), local, "wrong", "elbv2", "describe-load-balancers"))
          .contains("SignatureDoesNotMatch");
    }
  }

  private static Optional<Path> onPath() {
    return Stream.of(System.getenv("PATH").split(":"))
        .map(directory -> Path.of(directory, "aws"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static String run(Path aws, LocalAws local, String secret, String... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of(aws.toString(), "--endpoint-url", local.endpoint().toString()));
    command.addAll(List.of("--output", "json", "--no-cli-pager"));
    command.addAll(List.of(arguments));
    if (isVersion1(aws)) {
      command.remove("--no-cli-pager");
    }
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("AWS_ACCESS_KEY_ID", "key");
    builder.environment().put("AWS_SECRET_ACCESS_KEY", secret);
    builder.environment().put("AWS_DEFAULT_REGION", "eu-west-1");
    builder.environment().put("AWS_EC2_METADATA_DISABLED", "true");
    builder.environment().put("AWS_CONFIG_FILE", "/dev/null");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }

  private static boolean isVersion1(Path aws) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(aws.toString(), "--version").redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output.contains("aws-cli/1.");
  }
}
