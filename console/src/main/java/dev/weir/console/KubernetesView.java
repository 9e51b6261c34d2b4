package dev.weir.console;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;

/// The Kubernetes objects behind load-balancer resources, found through the tags that the
/// controller puts on these. A Kubernetes API that does not answer leaves pages without them.
public final class KubernetesView {
  private static final Logger LOG = LoggerFactory.getLogger(KubernetesView.class);
  private static final String PREFIX = "alb.ingress.kubernetes.io/";
  private static final String INGRESS_STACK = "ingress.k8s.aws/stack";
  private static final String INGRESS_RESOURCE = "ingress.k8s.aws/resource";
  private static final String SERVICE_STACK = "service.k8s.aws/stack";
  private static final int EVENTS = 10;

  private final Optional<KubernetesClient> client;
  private final Kept<List<Ingress>> ingresses;

  KubernetesView(Optional<KubernetesClient> client, ChangeSource changes) {
    this.client = client;
    this.ingresses =
        new Kept<>(
            changes,
            () ->
                client
                    .map(api -> api.network().v1().ingresses().inAnyNamespace().list().getItems())
                    .orElse(List.of()));
  }

  /// The Ingresses and the Service that made a resource with these tags.
  Owners owners(Map<String, String> tags) {
    try {
      if (client.isEmpty()) {
        return new Owners(List.of(), "No Kubernetes API is known to this console.");
      }
      String ingressStack = tags.get(INGRESS_STACK);
      if (ingressStack != null) {
        return new Owners(
            Concurrently.map(ingresses(ingressStack), ingress -> owner(client.get(), ingress)), "");
      }
      String serviceStack = tags.get(SERVICE_STACK);
      return new Owners(serviceStack == null ? List.of() : service(client.get(), serviceStack), "");
    } catch (KubernetesClientException e) {
      return new Owners(List.of(), notAnswering(e));
    }
  }

  private static String notAnswering(KubernetesClientException e) {
    LOG.warn("the Kubernetes API did not answer: {}", e.getMessage());
    return "The Kubernetes API does not answer: " + e.getMessage();
  }

  /// The Ingress paths that each rule of a listener comes from, by the rule's ARN.
  Map<String, List<String>> origins(Map<String, String> tags, Listener listener, List<Rule> rules) {
    String stack = tags.get(INGRESS_STACK);
    if (stack == null) {
      return Map.of();
    }
    try {
      List<IngressPath> paths =
          ingresses(stack).stream()
              .filter(ingress -> listensOn(ingress, listener.port()))
              .flatMap(ingress -> IngressPath.of(ingress).stream())
              .toList();
      return RuleOrigins.of(paths, rules);
    } catch (KubernetesClientException e) {
      notAnswering(e);
      return Map.of();
    }
  }

  /// False only for an Ingress whose `listen-ports` leave the port out.
  private static boolean listensOn(Ingress ingress, int port) {
    return annotation(ingress, "listen-ports")
        .map(ports -> Pattern.compile(":\\s*\"?" + port + "\\b").matcher(ports).find())
        .orElse(true);
  }

  /// Pods by their addresses, of the namespace of a target group with these tags if they tell it.
  Map<String, Pod> podsByAddress(Map<String, String> tags) {
    String resource = tags.getOrDefault(INGRESS_RESOURCE, tags.getOrDefault(SERVICE_STACK, ""));
    int slash = resource.indexOf('/');
    return podsByAddress(slash < 0 ? Optional.empty() : Optional.of(resource.substring(0, slash)));
  }

  private Map<String, Pod> podsByAddress(Optional<String> namespace) {
    Map<String, Pod> pods = new TreeMap<>();
    if (client.isEmpty()) {
      return pods;
    }
    try {
      var all = client.get().pods();
      var some = namespace.isPresent() ? all.inNamespace(namespace.get()) : all.inAnyNamespace();
      for (Pod pod : some.list().getItems()) {
        if (pod.getStatus() != null && pod.getStatus().getPodIP() != null) {
          pods.put(pod.getStatus().getPodIP(), pod);
        }
      }
    } catch (KubernetesClientException e) {
      notAnswering(e);
    }
    return pods;
  }

  void close() {
    client.ifPresent(KubernetesClient::close);
  }

  /// The Ingresses of a stack. That of a single one has its name and needs no list of all.
  private List<Ingress> ingresses(String stack) {
    List<Ingress> candidates = stack.contains("/") ? ingress(stack) : ingresses.get();
    return candidates.stream()
        .filter(ingress -> stack.equals(stackOf(ingress)))
        .sorted(
            Comparator.comparingInt(KubernetesView::order)
                .thenComparing(ingress -> ingress.getMetadata().getNamespace())
                .thenComparing(ingress -> ingress.getMetadata().getName()))
        .toList();
  }

  private List<Ingress> ingress(String stack) {
    String[] parts = stack.split("/", 2);
    return client
        .map(api -> api.network().v1().ingresses().inNamespace(parts[0]).withName(parts[1]).get())
        .map(List::of)
        .orElse(List.of());
  }

  private static String stackOf(Ingress ingress) {
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

  private static Owner owner(KubernetesClient api, Ingress ingress) {
    String namespace = ingress.getMetadata().getNamespace();
    String name = ingress.getMetadata().getName();
    return new Owner(
        "Ingress",
        namespace,
        name,
        Optional.ofNullable(ingress.getSpec().getIngressClassName())
            .or(() -> annotation(ingress, "ingress.class"))
            .orElse(""),
        annotation(ingress, "group.name").orElse(""),
        String.valueOf(order(ingress)),
        events(api, "Ingress", namespace, name));
  }

  private static List<Owner> service(KubernetesClient api, String stack) {
    String[] parts = stack.split("/", 2);
    Service service = api.services().inNamespace(parts[0]).withName(parts[1]).get();
    if (service == null) {
      return List.of();
    }
    return List.of(
        new Owner(
            "Service",
            parts[0],
            parts[1],
            Optional.ofNullable(service.getSpec().getLoadBalancerClass()).orElse(""),
            "",
            "",
            events(api, "Service", parts[0], parts[1])));
  }

  private static List<EventLine> events(
      KubernetesClient api, String kind, String namespace, String name) {
    return api
        .v1()
        .events()
        .inNamespace(namespace)
        .withField("involvedObject.kind", kind)
        .withField("involvedObject.name", name)
        .list()
        .getItems()
        .stream()
        .map(EventLine::of)
        .sorted(Comparator.comparing((EventLine each) -> each.at.orElse(Instant.MIN)).reversed())
        .limit(EVENTS)
        .toList();
  }

  /// @param problem why the owners are not known; empty when they are
  public record Owners(List<Owner> list, String problem) {
    public Owners {
      list = List.copyOf(list);
    }
  }

  /// @param className empty when it has none, likewise the group
  /// @param order the group order; empty for a Service
  /// @param events the last ones, newest first
  public record Owner(
      String kind,
      String namespace,
      String name,
      String className,
      String group,
      String order,
      List<EventLine> events) {}

  /// @param at when it happened last
  public record EventLine(
      Optional<Instant> at, String type, String reason, String message, int count) {
    static EventLine of(Event event) {
      return new EventLine(
          at(event.getLastTimestamp()),
          String.valueOf(event.getType()),
          String.valueOf(event.getReason()),
          String.valueOf(event.getMessage()),
          event.getCount() == null ? 1 : event.getCount());
    }

    private static Optional<Instant> at(@Nullable String timestamp) {
      try {
        return Optional.ofNullable(timestamp).map(Instant::parse);
      } catch (DateTimeParseException _) {
        return Optional.empty();
      }
    }
  }
}
