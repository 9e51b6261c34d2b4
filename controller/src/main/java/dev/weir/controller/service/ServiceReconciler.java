package dev.weir.controller.service;

import dev.weir.controller.deploy.Activation;
import dev.weir.controller.deploy.StackDeployer;
import dev.weir.controller.deploy.StackDeployer.Deployed;
import dev.weir.controller.deploy.TrackingTags;
import dev.weir.controller.environment.EnvironmentNeeds;
import dev.weir.controller.environment.StackPlanning;
import dev.weir.controller.environment.StackPlanning.Planned;
import dev.weir.controller.journal.ReconcileJournal;
import dev.weir.controller.journal.ReconcileRecord;
import dev.weir.controller.journal.Reporting;
import dev.weir.controller.kube.CachedObjects;
import dev.weir.controller.kube.EventRecorder;
import dev.weir.controller.kube.InformerCaches;
import dev.weir.controller.kube.ObjectPatches;
import dev.weir.controller.metric.ControllerMetrics;
import dev.weir.controller.queue.ReconcileOutcome;
import dev.weir.controller.queue.Reconciler;
import dev.weir.controller.queue.RequeueNeeded;
import dev.weir.planner.plan.PlanResult;
import dev.weir.planner.service.ServicePlanner;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns a Service of type LoadBalancer into a Network Load Balancer and shows its address in the
/// status. A data plane without Network Load Balancers refuses at deployment, which shows as an
/// event.
public final class ServiceReconciler implements Reconciler<String> {
  /// Holds a Service until its load balancer is gone.
  public static final String FINALIZER = "service.k8s.aws/resources";

  private static final Logger log = LoggerFactory.getLogger(ServiceReconciler.class);
  private static final String COMPONENT = "service";

  private final CachedObjects objects;
  private final StackPlanning planning;
  private final StackDeployer deployer;
  private final Activation activation;
  private final TrackingTags tracking;
  private final ObjectPatches patches;
  private final EventRecorder events;
  private final ControllerMetrics metrics;
  private final ReconcileJournal journal;
  private final Clock clock;
  private final Supplier<Set<String>> backendHolders;

  /// @param backendHolders everything that may need the shared backend security group
  public ServiceReconciler(
      CachedObjects objects,
      String clusterName,
      StackPlanning planning,
      StackDeployer deployer,
      Activation activation,
      ObjectPatches patches,
      Reporting reporting,
      Supplier<Set<String>> backendHolders) {
    this.objects = objects;
    this.planning = planning;
    this.deployer = deployer;
    this.activation = activation;
    this.tracking = TrackingTags.service(clusterName);
    this.patches = patches;
    this.events = reporting.events();
    this.metrics = reporting.metrics();
    this.journal = reporting.journal();
    this.clock = reporting.clock();
    this.backendHolders = backendHolders;
  }

  /// @param key `<namespace>/<name>`
  @Override
  public ReconcileOutcome reconcile(String key) {
    Optional<Service> service =
        metrics.stage(COMPONENT, "fetch_service", () -> objects.caches().services().get(key));
    if (service.isEmpty()) {
      return ReconcileOutcome.done();
    }
    ReconcileRecord record = ReconcileRecord.start(journal, clock, COMPONENT, key);
    try {
      reconcile(service.get(), record);
      record.succeeded();
      return ReconcileOutcome.done();
    } catch (RuntimeException e) {
      record.failed(e);
      throw e;
    }
  }

  private void reconcile(Service service, ReconcileRecord record) {
    boolean held = ObjectPatches.hasFinalizer(service, FINALIZER);
    if (!held && !mayBeOurs(service)) {
      return;
    }
    Planned planned = metrics.stage(COMPONENT, "build_model", () -> plan(service));
    if (!planned.stack().resources().isEmpty()) {
      metrics.runStage(COMPONENT, "add_finalizers", () -> addFinalizer(service));
      Deployed deployed =
          metrics.stage(COMPONENT, "deploy_model", () -> deploy(service, planned, record));
      if (!planned.usesBackend()) {
        release(service);
      }
      metrics.runStage(
          COMPONENT,
          "update_status",
          () -> updateStatus(service, ServiceStatus.of(service, deployed)));
    } else if (held) {
      metrics.runStage(COMPONENT, "cleanup_load_balancer", () -> cleanUp(service, planned, record));
    } else {
      return;
    }
    events.normal(service, COMPONENT, "SuccessfullyReconciled", "Successfully reconciled");
  }

  private void cleanUp(Service service, Planned planned, ReconcileRecord record) {
    Deployed deployed = deploy(service, planned, record);
    log.debug("cleaned up service={} deployed={}", InformerCaches.key(service), deployed);
    release(service);
    clearStatus(service);
    removeFinalizer(service);
  }

  /// A cheap look before asking AWS: most Services have no load balancer.
  private static boolean mayBeOurs(Service service) {
    return "LoadBalancer".equals(service.getSpec().getType())
        || service.getSpec().getLoadBalancerClass() != null
        || Optional.ofNullable(service.getMetadata().getAnnotations())
            .orElse(Map.of())
            .containsKey("service.beta.kubernetes.io/aws-load-balancer-type");
  }

  private Planned plan(Service service) {
    try {
      boolean leaving = service.getMetadata().getDeletionTimestamp() != null;
      EnvironmentNeeds needs =
          leaving ? EnvironmentNeeds.NONE : EnvironmentNeeds.of(List.of(service), false);
      Planned planned =
          planning.plan(
              needs,
              List.of(user(service)),
              environment -> ServicePlanner.plan(service, objects, environment));
      if (!planned.stack().resources().isEmpty()) {
        log.info(
            "successfully built model service={} model={}",
            InformerCaches.key(service),
            planned.json());
      }
      return planned;
    } catch (RuntimeException e) {
      warn(service, "FailedBuildModel", "Failed build model due to ", e);
      metrics.countReconcileError(COMPONENT, "build_model_error");
      throw e;
    }
  }

  private Deployed deploy(Service service, Planned planned, ReconcileRecord record) {
    planning
        .exceededLimits(PlanResult.Kind.SERVICE, planned)
        .forEach(limit -> events.warning(service, COMPONENT, "LimitExceeded", limit.toString()));
    try {
      Deployed deployed = deployer.deploy(planned.stack(), tracking, record.changes());
      activation.await(deployed, record.changes());
      return deployed;
    } catch (RequeueNeeded e) {
      throw e;
    } catch (RuntimeException e) {
      warn(service, "FailedDeployModel", "Failed deploy model due to ", e);
      metrics.countReconcileError(COMPONENT, "deploy_model_error");
      throw e;
    }
  }

  private void release(Service service) {
    planning.release(
        List.of(user(service)),
        () -> {
          Set<String> others = new HashSet<>(backendHolders.get());
          others.remove(user(service));
          return others;
        });
  }

  private void addFinalizer(Service service) {
    if (ObjectPatches.hasFinalizer(service, FINALIZER)) {
      return;
    }
    try {
      patches.addFinalizer(service, FINALIZER);
    } catch (KubernetesClientException e) {
      warn(service, "FailedAddFinalizer", "Failed add finalizer due to ", e);
      throw e;
    }
  }

  private void removeFinalizer(Service service) {
    try {
      patches.removeFinalizer(service, FINALIZER);
    } catch (KubernetesClientException e) {
      warn(service, "FailedRemoveFinalizer", "Failed remove finalizer due to ", e);
      throw e;
    }
  }

  private void updateStatus(Service service, Map<String, Object> loadBalancer) {
    if (ServiceStatus.isShownBy(service, loadBalancer)) {
      return;
    }
    try {
      patches.mergeStatus(service, Map.of("loadBalancer", loadBalancer));
    } catch (KubernetesClientException e) {
      warn(service, "FailedUpdateStatus", "Failed update status due to ", e);
      throw e;
    }
  }

  private void clearStatus(Service service) {
    if (service.getStatus() == null
        || service.getStatus().getLoadBalancer() == null
        || service.getStatus().getLoadBalancer().getIngress().isEmpty()) {
      return;
    }
    try {
      patches.mergeStatus(
          service, Map.of("loadBalancer", Collections.singletonMap("ingress", null)));
    } catch (KubernetesClientException e) {
      warn(service, "FailedCleanupStatus", "Failed update status due to ", e);
      throw e;
    }
  }

  private void warn(Service service, String reason, String text, RuntimeException e) {
    events.warning(service, COMPONENT, reason, text + e.getMessage());
  }

  private static String user(Service service) {
    return "service/" + InformerCaches.key(service);
  }
}
