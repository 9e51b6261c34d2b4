package dev.weir.acceptance;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/// A load balancer that an Ingress made, reached at its own address.
///
/// @param address where it is bound, as `weir status` tells
/// @param dnsName what the Ingress' status tells
record LoadBalancer(String address, int port, String dnsName) {

  /// Waits until the Ingress has an address and the load balancer is active.
  static LoadBalancer of(WeirProcess weir, String namespace, String ingress) {
    return Eventually.get(
        Duration.ofMinutes(2),
        () -> {
          String dnsName =
              weir.kubectl(
                      "get",
                      "ingress",
                      ingress,
                      "-n",
                      namespace,
                      "-o",
                      "jsonpath={.status.loadBalancer.ingress[0].hostname}")
                  .run()
                  .ok()
                  .trim();
          return find(weir, dnsName);
        });
  }

  private static LoadBalancer find(WeirProcess weir, String dnsName) {
    if (dnsName.isEmpty()) {
      throw new AssertionError("the Ingress has no address yet");
    }
    String status =
        WeirProcess.weir("status", "--data-dir", weir.dataDirectory().toString()).run().ok();
    List<String> lines = status.lines().toList();
    String name = dnsName.replaceFirst("^internal-", "").replaceFirst("-[0-9]+\\..*$", "");
    for (int i = 0; i + 1 < lines.size(); i++) {
      if (lines.get(i).startsWith(name + "  active  ")) {
        URI url = URI.create(lines.get(i + 1).trim());
        int port = url.getPort() > 0 ? url.getPort() : url.getScheme().equals("https") ? 443 : 80;
        return new LoadBalancer(url.getHost(), port, dnsName);
      }
    }
    throw new AssertionError(name + " is not active yet:\n" + status);
  }

  Http.Answer get(String path) {
    return get(dnsName, path);
  }

  Http.Answer get(String host, String path) {
    return Http.get(address, port, host, path);
  }
}
