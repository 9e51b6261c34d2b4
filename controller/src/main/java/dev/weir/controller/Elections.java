package dev.weir.controller;

import dev.weir.controller.flag.Flag;
import dev.weir.controller.flag.FlagSet;
import dev.weir.controller.kube.Leadership;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;

/// Takes part in the election that the flags describe.
final class Elections {
  private static final String DEFAULT_NAMESPACE = "kube-system";

  private Elections() {}

  /// The host's name and something that no other process has: process ids are the same in every
  /// container.
  static String newIdentity() {
    return hostName() + "_" + UUID.randomUUID();
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException _) {
      return "weir";
    }
  }

  static Leadership contend(
      KubernetesClient client, FlagSet flags, String identity, Runnable onStart, Runnable onStop) {
    String given = flags.get(Flag.LEADER_ELECTION_NAMESPACE);
    String current = client.getNamespace();
    String fallback = current == null || current.isEmpty() ? DEFAULT_NAMESPACE : current;
    return Leadership.contend(
        client,
        given.isEmpty() ? fallback : given,
        flags.get(Flag.LEADER_ELECTION_ID),
        identity,
        onStart,
        onStop);
  }
}
