package dev.weir.controller.kube;

import dev.weir.planner.crd.IngressClassParams;
import dev.weir.planner.crd.TargetGroupBinding;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The caches of every kind that the controller reads.
public final class InformerCaches implements AutoCloseable {
  /// EndpointSlices and TargetGroupBindings by `<namespace>/<Service>`.
  public static final String BY_SERVICE = "service";

  private static final String SERVICE_NAME_LABEL = "kubernetes.io/service-name";

  private final List<InformerCache<?>> all = new ArrayList<>();
  private final InformerCache<Ingress> ingresses;
  private final InformerCache<IngressClass> ingressClasses;
  private final InformerCache<IngressClassParams> ingressClassParams;
  private final InformerCache<Service> services;
  private final InformerCache<EndpointSlice> endpointSlices;
  private final InformerCache<Node> nodes;
  private final InformerCache<Pod> pods;
  private final InformerCache<Secret> secrets;
  private final InformerCache<Namespace> namespaces;
  private final InformerCache<TargetGroupBinding> targetGroupBindings;

  /// @param namespace watch only this one; empty: all
  public InformerCaches(KubernetesClient client, String namespace) {
    ingresses = namespaced(client, Ingress.class, "ingresses", namespace);
    ingressClasses = clusterScoped(client, IngressClass.class, "ingressclasses");
    ingressClassParams = clusterScoped(client, IngressClassParams.class, "ingressclassparams");
    services = namespaced(client, Service.class, "services", namespace);
    endpointSlices = namespaced(client, EndpointSlice.class, "endpointslices", namespace);
    nodes = clusterScoped(client, Node.class, "nodes");
    pods = namespaced(client, Pod.class, "pods", namespace);
    secrets = namespaced(client, Secret.class, "secrets", namespace);
    namespaces = clusterScoped(client, Namespace.class, "namespaces");
    targetGroupBindings =
        namespaced(client, TargetGroupBinding.class, "targetgroupbindings", namespace);
    endpointSlices.index(BY_SERVICE, InformerCaches::serviceOf);
    targetGroupBindings.index(
        BY_SERVICE,
        binding ->
            List.of(
                key(binding.getMetadata().getNamespace(), binding.getSpec().serviceRef().name())));
  }

  public InformerCache<Ingress> ingresses() {
    return ingresses;
  }

  public InformerCache<IngressClass> ingressClasses() {
    return ingressClasses;
  }

  public InformerCache<IngressClassParams> ingressClassParams() {
    return ingressClassParams;
  }

  public InformerCache<Service> services() {
    return services;
  }

  public InformerCache<EndpointSlice> endpointSlices() {
    return endpointSlices;
  }

  public InformerCache<Node> nodes() {
    return nodes;
  }

  public InformerCache<Pod> pods() {
    return pods;
  }

  public InformerCache<Secret> secrets() {
    return secrets;
  }

  public InformerCache<Namespace> namespaces() {
    return namespaces;
  }

  public InformerCache<TargetGroupBinding> targetGroupBindings() {
    return targetGroupBindings;
  }

  /// Every cache, for metrics.
  public List<InformerCache<?>> all() {
    return List.copyOf(all);
  }

  /// `<namespace>/<name>`.
  public static String key(String namespace, String name) {
    return namespace + "/" + name;
  }

  public static String key(HasMetadata object) {
    return key(object.getMetadata().getNamespace(), object.getMetadata().getName());
  }

  /// Lists everything at once; returns when every cache is complete.
  public void start() {
    try (ExecutorService starters = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> starts = new ArrayList<>();
      all.forEach(cache -> starts.add(starters.submit(cache::start)));
      for (Future<?> start : starts) {
        start.get();
      }
    } catch (ExecutionException e) {
      close();
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while filling the caches", e);
    }
  }

  @Override
  public void close() {
    all.forEach(InformerCache::stop);
  }

  private <T extends HasMetadata> InformerCache<T> namespaced(
      KubernetesClient client, Class<T> type, String resource, String namespace) {
    return namespace.isEmpty()
        ? add(resource, client.resources(type).inAnyNamespace().runnableInformer(0))
        : add(resource, client.resources(type).inNamespace(namespace).runnableInformer(0));
  }

  private <T extends HasMetadata> InformerCache<T> clusterScoped(
      KubernetesClient client, Class<T> type, String resource) {
    return add(resource, client.resources(type).runnableInformer(0));
  }

  private <T extends HasMetadata> InformerCache<T> add(
      String resource, SharedIndexInformer<T> informer) {
    InformerCache<T> cache = new InformerCache<>(resource, informer);
    all.add(cache);
    return cache;
  }

  private static List<String> serviceOf(EndpointSlice slice) {
    Map<String, String> labels =
        Optional.ofNullable(slice.getMetadata().getLabels()).orElse(Map.of());
    String service = labels.get(SERVICE_NAME_LABEL);
    return service == null ? List.of() : List.of(key(slice.getMetadata().getNamespace(), service));
  }
}
