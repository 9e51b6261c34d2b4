package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `weir up` by a user who may not bind ports below 1024: they move by 8000, `weir status` prints
/// the URL that works, and what Kubernetes and AWS clients are told stays as it is for root.
@Needs({"kubectl", "curl"})
class OrdinaryUserTest {
  private static final Duration SOON = Duration.ofMinutes(2);
  private static final String MOVED =
      "note: ports below 1024 may not be bound by this user: they are moved by 8000"
          + " (80 is 8080, 443 is 8443).";
  private static final Pattern URLS =
      Pattern.compile(
          " (http://k8s-productcatalog-ec87bdf649-\\S+\\.elb\\.localhost:8080)/  "
              + "\\(or (http://127\\.80\\.\\S+:8080)/\\)");

  @TempDir Path home;

  @Test
  void portsMoveAndWhatIsAdvertisedDoesNot() {
    OrdinaryUser user = OrdinaryUser.in(home);
    try (OwnNetwork network = OwnNetwork.open()) {
      String data = home.resolve("state").toString();
      assertThat(network.inside(user.weir("up", "--detach", "--data-dir", data)).run().ok())
          .contains(MOVED);
      try {
        check(network, user);
      } finally {
        network.inside(user.weir("down", "--data-dir", data)).run().ok();
      }
    }
  }

  private void check(OwnNetwork network, OrdinaryUser user) {
    kubectl(network, "create", "ns", "workshop");
    kubectl(network, "apply", "-f", Workshop.EXAMPLES.toString());
    kubectl(network, "rollout", "status", "deployment/frontend", "-n", "workshop");
    kubectl(network, "rollout", "status", "deployment/frontendnew", "-n", "workshop");

    Matcher urls = Eventually.get(SOON, () -> printedUrls(network, user));
    for (String url : new String[] {urls.group(1), urls.group(2)}) {
      Eventually.within(
          SOON,
          () ->
              assertThat(curl(network, url + "/").replace(" ", ""))
                  .contains("\"service\":\"frontend\"", "\"X-Forwarded-Port\":[\"80\"]"));
      Eventually.within(
          SOON,
          () ->
              assertThat(curl(network, url + "/new").replace(" ", ""))
                  .contains("\"service\":\"frontendnew\""));
    }

    assertThat(kubectl(network, "get", "ingress", "-n", "workshop"))
        .containsPattern("k8s-productcatalog-ec87bdf649-\\d+\\.eu-west-1\\.elb\\.localhost +80 ");
    assertThat(kubectl(network, "describe", "service", "frontendnew", "-n", "workshop"))
        .containsPattern("Endpoints: +127\\.20\\.[0-9.]+:80,127\\.20\\.[0-9.]+:80,");
    assertThat(elb(network, "DescribeListeners&LoadBalancerArn=" + arn(network)))
        .contains("<Port>80</Port>")
        .doesNotContain("8080");
  }

  private Matcher printedUrls(OwnNetwork network, OrdinaryUser user) {
    String data = home.resolve("state").toString();
    String status = network.inside(user.weir("status", "--data-dir", data)).run().ok();
    assertThat(status).contains(MOVED);
    Matcher urls = URLS.matcher(status);
    assertThat(urls.find()).as(status).isTrue();
    return urls;
  }

  private String kubectl(OwnNetwork network, String... arguments) {
    return network
        .inside(
            Command.of("kubectl")
                .with(arguments)
                .env("KUBECONFIG", home.resolve("state/kubeconfig").toString())
                .env("HOME", home.toString()))
        .run()
        .ok();
  }

  private static String arn(OwnNetwork network) {
    Matcher arn =
        Pattern.compile("<LoadBalancerArn>([^<]+)<").matcher(elb(network, "DescribeLoadBalancers"));
    assertThat(arn.find()).isTrue();
    return arn.group(1);
  }

  private static String elb(OwnNetwork network, String query) {
    return curl(network, "http://127.0.0.1:4566/?Version=2015-12-01&Action=" + query);
  }

  private static String curl(OwnNetwork network, String url) {
    return network.inside(Command.of("curl", "-s", "--max-time", "60", url)).run().ok();
  }
}
