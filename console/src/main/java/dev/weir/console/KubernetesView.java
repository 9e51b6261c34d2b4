package dev.weir.console;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;

/// The Kubernetes objects behind load-balancer resources, found through the tags that the
/// controller puts on these.
public final class KubernetesView {
  private static final String PREFIX = "alb.ingress.kubernetes.io/";
  private static final String INGRESS_STACK = "ingress.k8s.aws/stack";
  private static final String SERVICE_STACK = "service.k8s.aws/stack";

  private final Optional<KubernetesClient> client;

  KubernetesView(Optional<KubernetesClient> client) {
    this.client = client;
  }

  /// The Ingresses and the Service that made a resource with these tags.
  List<Owner> owners(Map<String, String> tags) {
    if (client.isEmpty()) {
      return List.of();
    }
    try {
      String ingressStack = tags.get(INGRESS_STACK);
      if (ingressStack != null) {
        return ingresses(ingressStack).stream().map(this::owner).toList();
      }
      String serviceStack = tags.get(SERVICE_STACK);
      return serviceStack == null ? List.of() : service(serviceStack);
    } catch (KubernetesClientException _) {
      return List.of();
    }
  }

  /// The Ingress paths that each rule comes from, by priority.
  Map<String, String> sources(Map<String, String> tags, List<Rule> rules) {
    Map<String, String> found = new TreeMap<>();
    String stack = tags.get(INGRESS_STACK);
    if (client.isEmpty() || stack == null) {
      return found;
    }
    try {
      List<Ingress> ingresses = ingresses(stack);
      for (Rule rule : rules) {
        ingresses.stream()
            .flatMap(ingress -> paths(ingress).stream())
            .filter(path -> path.makes(rule))
            .findFirst()
            .ifPresent(path -> found.put(rule.priority(), path.text()));
      }
    } catch (KubernetesClientException _) {
      return found;
    }
    return found;
  }

  /// Pods by their addresses, over all namespaces.
  Map<String, Pod> podsByAddress() {
    Map<String, Pod> pods = new TreeMap<>();
    try {
      client.ifPresent(kubernetes ->
          kubernetes.pods().inAnyNamespace().list().getItems().stream()
              .filter(pod -> pod.getStatus() != null && pod.getStatus().getPodIP() != null)
              .forEach(pod -> pods.put(pod.getStatus().getPodIP(), pod)));
    } catch (KubernetesClientException _) {
      return Map.of();
    }
    return pods;
  }

  void close() {
    client.ifPresent(KubernetesClient::close);
  }

  private List<Ingress> ingresses(String stack) {
    return client
        .orElseThrow()
        .network()
        .v1()
        .ingresses()
        .inAnyNamespace()
        .list()
        .getItems()
        .stream()
        .filter(ingress -> stack.equals(groupOf(ingress)))
        .sorted(
            Comparator.comparingInt(KubernetesView::order)
                .thenComparing(ingress -> ingress.getMetadata().getNamespace())
                .thenComparing(ingress -> ingress.getMetadata().getName()))
        .toList();
  }

  private static String groupOf(Ingress ingress) {
    return annotation(ingress, "group.name")
        .orElse(ingress.getMetadata().getNamespace() + "/" + ingress.getMetadata().getName());
  }

  private static int order(Ingress ingress) {
    try {
      return annotation(ingress, "group.order").map(Integer::parseInt).orElse(0);
    } catch (NumberFormatException _) {
      return 0;
    }
  }

  private static Optional<String> annotation(Ingress ingress, String name) {
    Map<String, String> annotations = ingress.getMetadata().getAnnotations();
    return Optional.ofNullable(annotations == null ? null : annotations.get(PREFIX + name));
  }

  private Owner owner(Ingress ingress) {
    return new Owner(
        "Ingress",
        ingress.getMetadata().getNamespace(),
        ingress.getMetadata().getName(),
        Optional.ofNullable(ingress.getSpec().getIngressClassName()).orElse(""),
        annotation(ingress, "group.name").orElse(""),
        String.valueOf(order(ingress)),
        events("Ingress", ingress.getMetadata().getNamespace(), ingress.getMetadata().getName()));
  }

  private List<Owner> service(String stack) {
    String[] parts = stack.split("/", 2);
    Service service =
        client.orElseThrow().services().inNamespace(parts[0]).withName(parts[1]).get();
    if (service == null) {
      return List.of();
    }
    String loadBalancerClass =
        Optional.ofNullable(service.getSpec().getLoadBalancerClass()).orElse("");
    return List.of(
        new Owner(
            "Service",
            parts[0],
            parts[1],
            loadBalancerClass,
            "",
            "",
            events("Service", parts[0], parts[1])));
  }

  private List<EventLine> events(String kind, String namespace, String name) {
    return client.orElseThrow().v1().events().inNamespace(namespace).list().getItems().stream()
        .filter(event -> kind.equals(event.getInvolvedObject().getKind()))
        .filter(event -> name.equals(event.getInvolvedObject().getName()))
        .sorted(Comparator.comparing(KubernetesView::last).reversed())
        .limit(10)
        .map(event ->
            new EventLine(
                last(event),
                String.valueOf(event.getType()),
                String.valueOf(event.getReason()),
                String.valueOf(event.getMessage()),
                event.getCount() == null ? 1 : event.getCount()))
        .toList();
  }

  private static String last(Event event) {
    return event.getLastTimestamp() == null ? "" : event.getLastTimestamp();
  }

  private static List<PathOfIngress> paths(Ingress ingress) {
    List<PathOfIngress> all = new ArrayList<>();
    if (ingress.getSpec() == null || ingress.getSpec().getRules() == null) {
      return all;
    }
    for (IngressRule rule : ingress.getSpec().getRules()) {
      if (rule.getHttp() != null) {
        for (HTTPIngressPath path : rule.getHttp().getPaths()) {
          all.add(PathOfIngress.of(ingress, rule, path));
        }
      }
    }
    return all;
  }

  /// @param order the group order; empty for a Service
  public record Owner(
      String kind,
      String namespace,
      String name,
      String className,
      String group,
      String order,
      List<EventLine> events) {}

  public record EventLine(String at, String type, String reason, String message, int count) {}

  /// One path of an Ingress with the values that its rule has in the load balancer.
  private record PathOfIngress(String text, Optional<String> host, List<String> patterns) {
    static PathOfIngress of(Ingress ingress, IngressRule rule, HTTPIngressPath path) {
      String value = path.getPath() == null ? "" : path.getPath();
      Optional<String> host = Optional.ofNullable(rule.getHost()).filter(each -> !each.isEmpty());
      String text =
          ingress.getMetadata().getNamespace()
              + "/"
              + ingress.getMetadata().getName()
              + " "
              + host.orElse("")
              + value;
      return new PathOfIngress(text, host, patterns(value, String.valueOf(path.getPathType())));
    }

    private static List<String> patterns(String path, String type) {
      if (path.isEmpty()) {
        return List.of();
      }
      if (!type.equals("Prefix")) {
        return List.of(path);
      }
      String stripped = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
      return stripped.isEmpty() ? List.of("/*") : List.of(stripped, stripped + "/*");
    }

    boolean makes(Rule rule) {
      List<String> paths =
          rule.conditions().stream()
              .filter(condition -> "path-pattern".equals(condition.field()))
              .flatMap(condition -> condition.pathPatternConfig().values().stream())
              .toList();
      List<String> hosts =
          rule.conditions().stream()
              .filter(condition -> "host-header".equals(condition.field()))
              .flatMap(condition -> condition.hostHeaderConfig().values().stream())
              .toList();
      return !rule.isDefault()
          && paths.containsAll(patterns)
          && (host.isPresent() ? hosts.contains(host.get()) : hosts.isEmpty());
    }
  }
}
