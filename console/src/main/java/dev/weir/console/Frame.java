package dev.weir.console;

import io.fabric8.kubernetes.client.Config;
import java.net.URI;

/// What stands around every page: which APIs it tells about.
///
/// @param local whether the data plane and the controller run in this process
public record Frame(String aws, String region, String kubernetes, boolean local) {

  static Frame of(ConsoleConfig config, Sources sources) {
    return new Frame(
        config.awsEndpoint().map(URI::toString).orElse("AWS"),
        config.region(),
        config.kubernetes().map(Config::getMasterUrl).orElse("none"),
        sources.traffic() != TrafficSource.NONE);
  }
}
