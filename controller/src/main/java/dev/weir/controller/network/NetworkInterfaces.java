package dev.weir.controller.network;

import dev.weir.controller.aws.CidrBlock;
import dev.weir.controller.aws.ExpiringCache;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;

/// Finds the ENI behind a node or a pod. The ENIs of instances are remembered for a minute.
final class NetworkInterfaces {
  private static final Duration VALID = Duration.ofMinutes(1);
  private static final Pattern ENI_ID = Pattern.compile("\"eniId\"\\s*:\\s*\"([^\"]+)\"");

  private final Ec2Client ec2;
  private final String vpcId;
  private final ExpiringCache<String, List<NetworkInterface>> byInstance;
  private final ExpiringCache<String, NetworkInterface> byAddress;

  NetworkInterfaces(Ec2Client ec2, String vpcId, Clock clock) {
    this.ec2 = ec2;
    this.vpcId = vpcId;
    this.byInstance = new ExpiringCache<>(clock);
    this.byAddress = new ExpiringCache<>(clock);
  }

  /// Where a pod runs and what is known about its network.
  ///
  /// @param podEni the annotation `vpc.amazonaws.com/pod-eni`: the pod has an ENI of its own
  /// @param instanceId of its node; null where the node is no instance
  record PodLocation(String address, @Nullable String podEni, @Nullable String instanceId) {}

  /// The primary ENI of each instance; instances without one are absent.
  Map<String, NetworkInterface> ofInstances(Collection<String> instanceIds) {
    load(instanceIds);
    Map<String, NetworkInterface> primary = new LinkedHashMap<>();
    for (String id : instanceIds) {
      byInstance.get(id).flatMap(NetworkInterfaces::primary).ifPresent(eni -> primary.put(id, eni));
    }
    return primary;
  }

  /// The ENI that carries the pod's traffic.
  Optional<NetworkInterface> ofPod(PodLocation pod) {
    Optional<NetworkInterface> own =
        Optional.ofNullable(pod.podEni()).flatMap(NetworkInterfaces::eniId).flatMap(this::byId);
    if (own.isPresent()) {
      return own;
    }
    if (pod.instanceId() == null) {
      return byAddress(pod.address());
    }
    load(List.of(pod.instanceId()));
    List<NetworkInterface> enis = byInstance.get(pod.instanceId()).orElse(List.of());
    Optional<NetworkInterface> carrier =
        enis.stream().filter(eni -> carries(eni, pod.address())).findFirst();
    // A loopback address is on no ENI: such pods share their node's.
    return carrier.isEmpty() && isLoopback(pod.address()) ? primary(enis) : carrier;
  }

  private void load(Collection<String> instanceIds) {
    List<String> missing = instanceIds.stream().filter(id -> byInstance.get(id).isEmpty()).toList();
    if (missing.isEmpty()) {
      return;
    }
    ec2.describeInstancesPaginator(r -> r.instanceIds(missing)).reservations().stream()
        .flatMap(reservation -> reservation.instances().stream())
        .forEach(instance -> {
          List<NetworkInterface> enis = new ArrayList<>();
          instance.networkInterfaces().forEach(eni -> enis.add(NetworkInterface.of(eni)));
          byInstance.put(instance.instanceId(), enis, VALID);
        });
  }

  private Optional<NetworkInterface> byId(String eniId) {
    return ec2
        .describeNetworkInterfaces(r -> r.networkInterfaceIds(eniId))
        .networkInterfaces()
        .stream()
        .map(NetworkInterface::of)
        .findFirst();
  }

  private Optional<NetworkInterface> byAddress(String address) {
    Optional<NetworkInterface> known = byAddress.get(address);
    if (known.isPresent()) {
      return known;
    }
    String name =
        address.contains(":") ? "ipv6-addresses.ipv6-address" : "addresses.private-ip-address";
    Optional<NetworkInterface> found =
        ec2
            .describeNetworkInterfaces(r ->
                r.filters(
                    Filter.builder().name("vpc-id").values(vpcId).build(),
                    Filter.builder().name(name).values(address).build()))
            .networkInterfaces()
            .stream()
            .map(NetworkInterface::of)
            .findFirst();
    found.ifPresent(eni -> byAddress.put(address, eni, VALID));
    return found;
  }

  private static Optional<NetworkInterface> primary(List<NetworkInterface> enis) {
    return enis.stream().filter(eni -> eni.deviceIndex() == 0).findFirst();
  }

  private static boolean carries(NetworkInterface eni, String address) {
    return eni.addresses().contains(address)
        || eni.prefixes().stream().anyMatch(prefix -> CidrBlock.parse(prefix).contains(address));
  }

  private static boolean isLoopback(String address) {
    return address.startsWith("127.") || address.equals("::1");
  }

  private static Optional<String> eniId(String annotation) {
    Matcher matcher = ENI_ID.matcher(annotation);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
