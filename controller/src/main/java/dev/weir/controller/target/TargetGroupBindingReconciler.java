package dev.weir.controller.target;

import dev.weir.controller.aws.AwsClients;
import dev.weir.controller.aws.AwsErrors;
import dev.weir.controller.aws.VpcBlocks;
import dev.weir.controller.kube.EventRecorder;
import dev.weir.controller.kube.InformerCaches;
import dev.weir.controller.kube.ObjectPatches;
import dev.weir.controller.metric.ControllerMetrics;
import dev.weir.controller.network.TargetNetworking;
import dev.weir.controller.queue.ReconcileOutcome;
import dev.weir.controller.queue.Reconciler;
import dev.weir.controller.queue.RequeueNeeded;
import dev.weir.planner.crd.TargetGroupBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Keeps the targets of each TargetGroupBinding equal to the endpoints of its Service.
///
/// The steps are in [TargetSync]; here are the finalizer, the checkpoint, status and events around
/// them.
public final class TargetGroupBindingReconciler implements Reconciler<String>, AutoCloseable {
  static final String FINALIZER = "elbv2.k8s.aws/resources";
  private static final String COMPONENT = "targetGroupBinding";

  private final InformerCaches caches;
  private final ObjectPatches patches;
  private final EventRecorder events;
  private final TargetSync sync;
  private final TargetCleanup cleanup;
  private final BindingEndpoints endpoints;
  private final TargetNetworking networking;
  private final TargetClients clients;
  private final DeferredChecks deferred;
  private final KubernetesClient kubernetes;
  private final ControllerMetrics metrics;
  private final TargetSettings settings;
  private final Clock clock;

  public TargetGroupBindingReconciler(
      AwsClients aws,
      KubernetesClient kubernetes,
      InformerCaches caches,
      EventRecorder events,
      TargetNetworking networking,
      VpcBlocks vpcBlocks,
      ControllerMetrics metrics,
      TargetSettings settings,
      Clock clock) {
    this.caches = caches;
    this.events = events;
    this.networking = networking;
    this.settings = settings;
    this.kubernetes = kubernetes;
    this.metrics = metrics;
    this.clock = clock;
    this.patches = new ObjectPatches(kubernetes);
    this.endpoints = new BindingEndpoints(caches, settings.failOpen());
    this.clients = new TargetClients(aws);
    var targets = new TargetGroupTargets(clock);
    var readiness = new PodReadiness(patches, metrics, clock);
    var multiCluster = new MultiClusterTargets(kubernetes);
    var registration =
        new Registration(targets, vpcBlocks, name -> caches.nodes().get(name), clock);
    this.sync = new TargetSync(targets, registration, readiness, multiCluster, patches, settings);
    this.cleanup =
        new TargetCleanup(
            targets, multiCluster, readiness, networking, caches, this::withNetworking);
    this.deferred = new DeferredChecks(this::resetCheckpoint, settings.syncPeriod(), clock);
  }

  /// @param key `<namespace>/<name>`
  @Override
  public ReconcileOutcome reconcile(String key) {
    Optional<TargetGroupBinding> binding =
        metrics.stage(
            COMPONENT, "fetch_targetGroupBinding", () -> caches.targetGroupBindings().get(key));
    if (binding.isEmpty()) {
      networking.remove(key, withNetworking());
      return ReconcileOutcome.done();
    }
    return binding.get().getMetadata().getDeletionTimestamp() == null
        ? reconcile(key, binding.get())
        : delete(key, binding.get());
  }

  @Override
  public void close() {
    deferred.close();
    clients.close();
  }

  private ReconcileOutcome reconcile(String key, TargetGroupBinding binding) {
    metrics.runStage(COMPONENT, "add_finalizers", () -> addFinalizer(binding));
    try {
      metrics.runStage(
          COMPONENT, "reconcile_targetgroupbinding", () -> reconcileTargets(key, binding));
      return ReconcileOutcome.done();
    } catch (RequeueNeeded e) {
      throw e;
    } catch (RuntimeException e) {
      events.warning(
          binding, COMPONENT, "FailedReconcile", "Failed reconcile due to " + e.getMessage());
      metrics.countReconcileError(COMPONENT, "reconcile_targetgroupbinding_error");
      throw e;
    }
  }

  private void reconcileTargets(String key, TargetGroupBinding binding) {
    if (binding.getSpec().targetType() == null) {
      throw new IllegalStateException("targetType is not specified: " + key);
    }
    var target = BoundTargetGroup.of(binding, clients.of(binding.getSpec()), settings.vpcId());
    EndpointSelection selection;
    try {
      selection = endpoints.of(binding);
    } catch (BackendNotFound e) {
      events.warning(binding, COMPONENT, "BackendNotFound", String.valueOf(e.getMessage()));
      cleanup.run(target);
      storeCheckpoint(binding, "");
      return;
    }
    String checkpoint =
        Checkpoint.of(
            selection.endpoints(),
            kubernetes.getKubernetesSerialization().asJson(binding.getSpec()));
    if (checkpoint.equals(sync.storedCheckpoint(binding))
        && !sync.isGatePending(binding, selection)) {
      deferred.skip(key);
      requeueIfUnsettled(selection);
      return;
    }
    deferred.checked(key);
    boolean networkFailed = reconcileNetworking(key, binding, selection);
    sync.run(target, selection.endpoints());
    if (networkFailed) {
      throw RequeueNeeded.after(settings.requeue(), "networking reconciliation");
    }
    succeed(binding, checkpoint);
    requeueIfUnsettled(selection);
  }

  private void succeed(TargetGroupBinding binding, String checkpoint) {
    storeCheckpoint(binding, checkpoint);
    Long generation = binding.getMetadata().getGeneration();
    Long observed = binding.getStatus() == null ? null : binding.getStatus().observedGeneration();
    if (generation != null && !generation.equals(observed)) {
      patches.mergeStatus(binding, Map.of("observedGeneration", generation));
    }
    metrics.targetGroupBound(
        binding.getMetadata().getNamespace(),
        binding.getSpec().serviceRef().name(),
        binding.getMetadata().getName());
    events.normal(binding, COMPONENT, "SuccessfullyReconciled", "Successfully reconciled");
  }

  /// @return true when it failed and the targets are to be reconciled all the same
  private boolean reconcileNetworking(
      String key, TargetGroupBinding binding, EndpointSelection selection) {
    var wanted = binding.getSpec().networking();
    try {
      if (wanted == null) {
        networking.remove(key, withNetworking());
      } else {
        networking.reconcile(
            key, wanted, endpoints.places(selection.endpoints()), withNetworking());
      }
      return false;
    } catch (RuntimeException e) {
      if (!"ip".equals(binding.getSpec().targetType())) {
        throw e;
      }
      events.warning(binding, COMPONENT, "FailedNetworkReconcile", String.valueOf(e.getMessage()));
      return true;
    }
  }

  private ReconcileOutcome delete(String key, TargetGroupBinding binding) {
    if (!ObjectPatches.hasFinalizer(binding, FINALIZER)) {
      return ReconcileOutcome.done();
    }
    try {
      cleanup.delete(BoundTargetGroup.of(binding, clients.of(binding.getSpec()), settings.vpcId()));
    } catch (RuntimeException e) {
      events.warning(
          binding, COMPONENT, "FailedCleanup", "Failed cleanup due to " + e.getMessage());
      cleanup.reportFailure(binding, patches, clock, e);
      throw e;
    }
    try {
      patches.removeFinalizer(binding, FINALIZER);
    } catch (KubernetesClientException e) {
      events.warning(
          binding,
          COMPONENT,
          "FailedRemoveFinalizer",
          "Failed remove finalizer due to " + e.getMessage());
      throw e;
    }
    deferred.forget(key);
    metrics.targetGroupGone(
        binding.getMetadata().getNamespace(),
        binding.getSpec().serviceRef().name(),
        binding.getMetadata().getName());
    return ReconcileOutcome.done();
  }

  private void addFinalizer(TargetGroupBinding binding) {
    if (ObjectPatches.hasFinalizer(binding, FINALIZER)) {
      return;
    }
    try {
      patches.addFinalizer(binding, FINALIZER);
    } catch (KubernetesClientException e) {
      events.warning(
          binding,
          COMPONENT,
          "FailedAddFinalizer",
          "Failed add finalizer due to " + e.getMessage());
      throw e;
    }
  }

  private void storeCheckpoint(TargetGroupBinding binding, String checkpoint) {
    sync.storeCheckpoint(binding, checkpoint, clock.instant());
  }

  private void resetCheckpoint(String key) {
    caches.targetGroupBindings().get(key).ifPresent(binding -> storeCheckpoint(binding, ""));
  }

  private Set<String> withNetworking() {
    return caches.targetGroupBindings().list().stream()
        .filter(binding -> binding.getSpec().networking() != null)
        .filter(binding -> binding.getMetadata().getDeletionTimestamp() == null)
        .map(InformerCaches::key)
        .collect(Collectors.toSet());
  }

  private static void requeueIfUnsettled(EndpointSelection selection) {
    if (selection.isUnsettled()) {
      throw RequeueNeeded.now("monitor potential ready endpoints");
    }
  }

  /// True for a target group that is gone, so that nothing is left to clean up.
  static boolean isGone(RuntimeException e) {
    return AwsErrors.is(e, "TargetGroupNotFound")
        || (AwsErrors.is(e, "ValidationError")
            && AwsErrors.message(e).contains("is not a valid target group ARN"));
  }
}
