package dev.weir.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What `weir status` shows of the load balancers, kept up to date in `status.json`.
///
/// @param revision the snapshot that the data plane serves
record StatusFile(long revision, List<LoadBalancerLine> loadBalancers, List<String> notes) {
  static final String NAME = "status.json";

  static Optional<StatusFile> read(Path dataDirectory) {
    return DataDirectory.read(dataDirectory, NAME, StatusFile.class);
  }

  /// @param urls the URLs that work on this machine, one a listener
  record LoadBalancerLine(
      String name, String state, String dnsName, String address, List<String> urls) {}
}
