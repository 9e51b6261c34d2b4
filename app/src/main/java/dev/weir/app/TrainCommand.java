package dev.weir.app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// Starts everything once, uses it a little and stops, so that the JVM can write its ahead-of-time
/// cache of what start-up needs.
@Command(name = "train", hidden = true)
final class TrainCommand implements Callable<Integer> {
  @Override
  public Integer call() throws IOException, InterruptedException {
    Path root = Files.createTempDirectory("weir-train");
    LocalOptions options = new LocalOptions();
    new CommandLine(options)
        .parseArgs(
            "--kube-port=0",
            "--aws-port=0",
            "--console-port=0",
            "--no-front-door",
            "--load-balancer-range=127.90.0.0/16");
    try (DataDirectory directory = DataDirectory.open(root);
        LocalWeir weir = LocalWeir.start(directory, root, options);
        HttpClient client = HttpClient.newHttpClient()) {
      get(client, weir.run().kubernetes() + "/api/v1/namespaces");
      get(client, weir.run().aws() + "/?Action=DescribeLoadBalancers&Version=2015-12-01");
      get(client, weir.run().console() + "/load-balancers");
    } finally {
      delete(root);
    }
    return 0;
  }

  private static void get(HttpClient client, String url) throws IOException, InterruptedException {
    client.send(
        HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.discarding());
  }

  private static void delete(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
