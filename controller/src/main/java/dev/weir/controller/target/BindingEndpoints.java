package dev.weir.controller.target;

import dev.weir.controller.kube.InformerCaches;
import dev.weir.controller.network.TargetPlace;
import dev.weir.planner.crd.TargetGroupBinding;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds the endpoints of a binding in the caches.
final class BindingEndpoints {
  private final InformerCaches caches;
  private final boolean failOpen;

  BindingEndpoints(InformerCaches caches, boolean failOpen) {
    this.caches = caches;
    this.failOpen = failOpen;
  }

  /// @throws BackendNotFound when the Service or its port does not exist
  EndpointSelection of(TargetGroupBinding binding) {
    String namespace = binding.getMetadata().getNamespace();
    var reference = binding.getSpec().serviceRef();
    Service service =
        caches
            .services()
            .get(namespace, reference.name())
            .orElseThrow(
                () -> new BackendNotFound("Service \"" + reference.name() + "\" not found"));
    ServicePort port = port(service, reference.port());
    if ("instance".equals(binding.getSpec().targetType())) {
      return instances(binding, service, port);
    }
    var pods =
        new PodEndpoints(key -> caches.pods().get(key), name -> caches.nodes().get(name), failOpen);
    String family = "ipv6".equals(binding.getSpec().ipAddressType()) ? "IPv6" : "IPv4";
    var slices =
        caches
            .endpointSlices()
            .byIndex(InformerCaches.BY_SERVICE, InformerCaches.key(namespace, reference.name()));
    return pods.select(port, slices, family);
  }

  /// Where the endpoints are, for the security groups in front of them.
  List<TargetPlace> places(List<Endpoint> endpoints) {
    List<TargetPlace> places = new ArrayList<>();
    for (Endpoint endpoint : endpoints) {
      switch (endpoint) {
        case Endpoint.NodeEndpoint(String id, int _, Node node) ->
            places.add(new TargetPlace.Instance(node.getMetadata().getName(), id));
        case Endpoint.PodEndpoint(String address, int _, Pod pod) ->
            place(address, pod).ifPresent(places::add);
        case Endpoint.AddressEndpoint _ -> {}
      }
    }
    return places;
  }

  private EndpointSelection instances(
      TargetGroupBinding binding, Service service, ServicePort port) {
    String type = service.getSpec().getType();
    if (!"NodePort".equals(type) && !"LoadBalancer".equals(type)) {
      throw new IllegalStateException(
          "service type must be either 'NodePort' or 'LoadBalancer': "
              + InformerCaches.key(service));
    }
    int nodePort = Optional.ofNullable(port.getNodePort()).orElse(0);
    return new NodeEndpoints(failOpen)
        .select(nodePort, caches.nodes().list(), binding.getSpec().nodeSelector());
  }

  /// Empty for pods on hybrid nodes, which no security group is in front of.
  private Optional<TargetPlace> place(String address, Pod pod) {
    Optional<Node> node =
        Optional.ofNullable(pod.getSpec().getNodeName()).flatMap(name -> caches.nodes().get(name));
    String providerId =
        node.map(n -> n.getSpec() == null ? null : n.getSpec().getProviderID()).orElse("");
    if (providerId.startsWith("eks-hybrid://")) {
      return Optional.empty();
    }
    Map<String, String> annotations =
        Optional.ofNullable(pod.getMetadata().getAnnotations()).orElse(Map.of());
    return Optional.of(
        new TargetPlace.Pod(
            InformerCaches.key(pod),
            address,
            annotations.get("vpc.amazonaws.com/pod-eni"),
            instanceId(providerId),
            portNames(pod)));
  }

  /// Null for nodes that are no instances, as on Fargate.
  private static @Nullable String instanceId(String providerId) {
    String last = providerId.substring(providerId.lastIndexOf('/') + 1);
    return last.startsWith("i-") ? last : null;
  }

  private static Map<String, Set<Integer>> portNames(Pod pod) {
    Map<String, Set<Integer>> names = new HashMap<>();
    pod.getSpec()
        .getContainers()
        .forEach(container ->
            container
                .getPorts()
                .forEach(port -> {
                  if (port.getName() != null) {
                    names
                        .computeIfAbsent(port.getName(), _ -> new HashSet<>())
                        .add(port.getContainerPort());
                  }
                }));
    return names;
  }

  private static ServicePort port(Service service, IntOrString wanted) {
    return service.getSpec().getPorts().stream()
        .filter(port ->
            wanted.getStrVal() != null
                ? wanted.getStrVal().equals(port.getName())
                : wanted.getIntVal().equals(port.getPort()))
        .findFirst()
        .orElseThrow(() ->
            new BackendNotFound(
                "unable to find port "
                    + (wanted.getStrVal() != null ? wanted.getStrVal() : wanted.getIntVal())
                    + " on service "
                    + InformerCaches.key(service)));
  }
}
