package dev.weir.controller.target;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/// Selects the pods behind a Service port for target type `ip`.
///
/// A pod that is not ready is selected too when its containers are: its readiness gate waits for
/// the target's health, so it would otherwise never become ready. Pods and EndpointSlices arrive by
/// two watches in any order: a pod that is ready in one and not in the other is looked at again.
/// Addresses without a pod come from hand-made EndpointSlices and are taken as they are, so that a
/// Service without selector can reach a process outside the cluster.
///
/// @param pods by `<namespace>/<name>`
/// @param failOpen takes pods on nodes of unknown state when there are no others
public record PodEndpoints(
    Function<String, Optional<Pod>> pods,
    Function<String, Optional<Node>> nodes,
    boolean failOpen) {

  /// How sure we are that the endpoint works.
  private enum Fitness {
    SERVING,
    ON_UNKNOWN_NODE,
    UNFIT,
    NOT_CACHED
  }

  /// @param addressType `IPv4` or `IPv6`, the family of the target group
  public EndpointSelection select(
      ServicePort port, Collection<EndpointSlice> slices, String addressType) {
    Map<String, Endpoint> serving = new LinkedHashMap<>();
    Map<String, Endpoint> fallback = new LinkedHashMap<>();
    boolean unsettled = false;
    for (EndpointSlice slice : slices) {
      if (!addressType.equals(slice.getAddressType())) {
        continue;
      }
      for (EndpointPort slicePort : slice.getPorts()) {
        if (!matches(port, slicePort)) {
          continue;
        }
        for (var candidate : slice.getEndpoints()) {
          unsettled |= isContradicted(slice, candidate);
          switch (fitness(slice, candidate)) {
            case SERVING -> put(serving, endpoint(slice, candidate, slicePort.getPort()));
            case ON_UNKNOWN_NODE -> put(fallback, endpoint(slice, candidate, slicePort.getPort()));
            case NOT_CACHED -> unsettled = true;
            case UNFIT -> {}
          }
        }
      }
    }
    boolean useFallback = serving.isEmpty() && failOpen;
    return new EndpointSelection(
        List.copyOf((useFallback ? fallback : serving).values()), unsettled);
  }

  private static boolean matches(ServicePort port, EndpointPort slicePort) {
    String name = Objects.requireNonNullElse(port.getName(), "");
    return slicePort.getPort() != null && (name.isEmpty() || name.equals(slicePort.getName()));
  }

  private Fitness fitness(
      EndpointSlice slice, io.fabric8.kubernetes.api.model.discovery.v1.Endpoint candidate) {
    if (candidate.getAddresses() == null || candidate.getAddresses().isEmpty()) {
      return Fitness.UNFIT;
    }
    var conditions = candidate.getConditions();
    boolean ready = conditions == null || !Boolean.FALSE.equals(conditions.getReady());
    boolean terminating = conditions != null && Boolean.TRUE.equals(conditions.getTerminating());
    var reference = candidate.getTargetRef();
    if (reference == null) {
      return ready ? Fitness.SERVING : Fitness.UNFIT;
    }
    if (!"Pod".equals(reference.getKind())) {
      return Fitness.UNFIT;
    }
    Optional<Pod> pod = pods.apply(podKey(slice, candidate));
    if (pod.isEmpty()) {
      return Fitness.NOT_CACHED;
    }
    if (ready) {
      return Fitness.SERVING;
    }
    return terminating || !isTrue(pod.get(), "ContainersReady")
        ? Fitness.UNFIT
        : fitnessByNode(pod.get());
  }

  /// The EndpointSlice says that the pod is not ready, the pod says that it is.
  private boolean isContradicted(
      EndpointSlice slice, io.fabric8.kubernetes.api.model.discovery.v1.Endpoint candidate) {
    var conditions = candidate.getConditions();
    var reference = candidate.getTargetRef();
    return conditions != null
        && Boolean.FALSE.equals(conditions.getReady())
        && !Boolean.TRUE.equals(conditions.getTerminating())
        && reference != null
        && pods.apply(podKey(slice, candidate)).filter(pod -> isTrue(pod, "Ready")).isPresent();
  }

  private Fitness fitnessByNode(Pod pod) {
    String status =
        Optional.ofNullable(pod.getSpec().getNodeName())
            .flatMap(nodes)
            .map(NodeEndpoints::readyStatus)
            .orElse("False");
    return switch (status) {
      case "True" -> Fitness.SERVING;
      case "Unknown" -> Fitness.ON_UNKNOWN_NODE;
      default -> Fitness.UNFIT;
    };
  }

  private Endpoint endpoint(
      EndpointSlice slice,
      io.fabric8.kubernetes.api.model.discovery.v1.Endpoint candidate,
      int port) {
    String address = candidate.getAddresses().getFirst();
    if (candidate.getTargetRef() == null) {
      return new Endpoint.AddressEndpoint(address, port);
    }
    return pods.apply(podKey(slice, candidate))
        .<Endpoint>map(pod -> new Endpoint.PodEndpoint(address, port, pod))
        .orElseGet(() -> new Endpoint.AddressEndpoint(address, port));
  }

  private static String podKey(
      EndpointSlice slice, io.fabric8.kubernetes.api.model.discovery.v1.Endpoint candidate) {
    return slice.getMetadata().getNamespace() + "/" + candidate.getTargetRef().getName();
  }

  private static void put(Map<String, Endpoint> endpoints, Endpoint endpoint) {
    endpoints.putIfAbsent(endpoint.key(), endpoint);
  }

  private static boolean isTrue(Pod pod, String condition) {
    return pod.getStatus() != null
        && pod.getStatus().getConditions().stream()
            .anyMatch(c -> c.getType().equals(condition) && "True".equals(c.getStatus()));
  }
}
