package dev.weir.controller.ingress;

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
import dev.weir.planner.Environment;
import dev.weir.planner.FeatureGate;
import dev.weir.planner.PlanError;
import dev.weir.planner.ingress.ClassifiedIngress;
import dev.weir.planner.ingress.IngressGroup;
import dev.weir.planner.ingress.IngressGroupId;
import dev.weir.planner.ingress.IngressGroupLoader;
import dev.weir.planner.ingress.IngressPlanner;
import dev.weir.planner.plan.PlanResult;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns an Ingress group into a load balancer and shows its address in the status of the members.
public final class IngressGroupReconciler implements Reconciler<IngressGroupId> {
  static final String COMPONENT = "ingress";
  private static final Logger log = LoggerFactory.getLogger(IngressGroupReconciler.class);

  private final CachedObjects objects;
  private final IngressGroupLoader loader;
  private final StackPlanning planning;
  private final StackDeployer deployer;
  private final Activation activation;
  private final TrackingTags tracking;
  private final ObjectPatches patches;
  private final EventRecorder events;
  private final GroupFinalizers finalizers;
  private final PlanAnnotation planAnnotation;
  private final ControllerMetrics metrics;
  private final ReconcileJournal journal;
  private final Supplier<Set<String>> backendHolders;
  private final Clock clock;

  /// @param offline an environment that tells the flags
  /// @param backendHolders everything that may need the shared backend security group
  public IngressGroupReconciler(
      CachedObjects objects,
      Environment offline,
      StackPlanning planning,
      StackDeployer deployer,
      Activation activation,
      ObjectPatches patches,
      Reporting reporting,
      Supplier<Set<String>> backendHolders) {
    this.objects = objects;
    this.loader = new IngressGroupLoader(objects, offline);
    this.planning = planning;
    this.deployer = deployer;
    this.activation = activation;
    this.tracking = TrackingTags.ingress(offline.clusterName());
    this.patches = patches;
    this.events = reporting.events();
    this.metrics = reporting.metrics();
    this.journal = reporting.journal();
    this.clock = reporting.clock();
    this.finalizers = new GroupFinalizers(patches, events);
    this.planAnnotation =
        new PlanAnnotation(patches, offline.isEnabled(FeatureGate.INGRESS_PLAN_ANNOTATION));
    this.backendHolders = backendHolders;
  }

  @Override
  public ReconcileOutcome reconcile(IngressGroupId id) {
    ReconcileRecord record = ReconcileRecord.start(journal, clock, COMPONENT, id.toString());
    try {
      IngressGroup group = metrics.stage(COMPONENT, "fetch_ingress", () -> loader.load(id));
      if (!group.activeMembers().isEmpty() || !group.inactiveMembers().isEmpty()) {
        reconcile(group, record);
      }
      record.succeeded();
      return ReconcileOutcome.done();
    } catch (RuntimeException e) {
      record.failed(e);
      if (!(e instanceof RequeueNeeded)) {
        log.debug("reconcile of group {} failed", id, e);
      }
      throw e;
    }
  }

  private void reconcile(IngressGroup group, ReconcileRecord record) {
    metrics.runStage(COMPONENT, "add_group_finalizer", () -> finalizers.add(group));
    Planned planned = metrics.stage(COMPONENT, "build_model", () -> plan(group));
    planAnnotation.update(group, planned.json());
    Deployed deployed =
        metrics.stage(COMPONENT, "deploy_model", () -> deploy(group, planned, record));
    releaseBackendSecurityGroup(group, planned);
    metrics.runStage(
        COMPONENT, "dns_resolve_and_update_status", () -> updateStatus(group, planned, deployed));
    metrics.runStage(COMPONENT, "remove_group_finalizer", () -> finalizers.remove(group));
    onMembers(
        group,
        member ->
            events.normal(member, COMPONENT, "SuccessfullyReconciled", "Successfully reconciled"));
  }

  private Planned plan(IngressGroup group) {
    try {
      Planned planned =
          planning.plan(
              needs(group),
              users(group),
              environment -> IngressPlanner.plan(group, objects, environment));
      log.info("successfully built model ingressGroup={} model={}", group.id(), planned.json());
      return planned;
    } catch (RuntimeException e) {
      String message = "Failed build model due to " + e.getMessage();
      affected(group)
          .forEach(member -> events.warning(member, COMPONENT, "FailedBuildModel", message));
      metrics.countReconcileError(
          COMPONENT, e instanceof PlanError ? "build_model_error" : "aws_error");
      throw e;
    }
  }

  /// The active members; else those that wait to be deleted, where nobody else could tell why.
  private static List<Ingress> affected(IngressGroup group) {
    return group.activeMembers().isEmpty()
        ? group.inactiveMembers()
        : group.activeMembers().stream().map(ClassifiedIngress::ingress).toList();
  }

  private Deployed deploy(IngressGroup group, Planned planned, ReconcileRecord record) {
    planning
        .exceededLimits(PlanResult.Kind.GROUP, planned)
        .forEach(limit ->
            onMembers(
                group,
                member -> events.warning(member, COMPONENT, "LimitExceeded", limit.toString())));
    try {
      Deployed deployed = deployer.deploy(planned.stack(), tracking, record.changes());
      log.info("successfully deployed model ingressGroup={}", group.id());
      activation.await(deployed, record.changes());
      return deployed;
    } catch (RequeueNeeded e) {
      throw e;
    } catch (RuntimeException e) {
      String message = "Failed deploy model due to " + e.getMessage();
      onMembers(group, member -> events.warning(member, COMPONENT, "FailedDeployModel", message));
      metrics.countReconcileError(COMPONENT, "deploy_model_error");
      throw e;
    }
  }

  private void releaseBackendSecurityGroup(IngressGroup group, Planned planned) {
    List<String> released = new ArrayList<>();
    group.inactiveMembers().forEach(member -> released.add(user(member)));
    if (!planned.usesBackend()) {
      released.addAll(users(group));
    }
    if (!released.isEmpty()) {
      planning.release(released, () -> stillHolding(group));
    }
  }

  /// Members that are leaving hold their finalizer until the end, but need the group no more.
  private Set<String> stillHolding(IngressGroup group) {
    Set<String> holders = new java.util.HashSet<>(backendHolders.get());
    group.inactiveMembers().forEach(member -> holders.remove(user(member)));
    return holders;
  }

  private void updateStatus(IngressGroup group, Planned planned, Deployed deployed) {
    IngressStatus.of(planned.stack(), deployed)
        .ifPresent(status -> {
          for (ClassifiedIngress member : group.activeMembers()) {
            updateStatus(member.ingress(), status);
          }
        });
  }

  private void updateStatus(Ingress ingress, IngressStatus status) {
    if (status.isShownBy(ingress)) {
      return;
    }
    try {
      patches.mergeStatus(ingress, status.patch());
    } catch (KubernetesClientException e) {
      events.warning(
          ingress,
          COMPONENT,
          "FailedUpdateStatus",
          "Failed update status due to " + e.getMessage());
      throw e;
    }
  }

  private EnvironmentNeeds needs(IngressGroup group) {
    if (group.activeMembers().isEmpty()) {
      return EnvironmentNeeds.NONE;
    }
    boolean classNamesWebAcl =
        group.activeMembers().stream()
            .anyMatch(member ->
                !Objects.requireNonNullElse(member.params().spec().wafv2AclName(), "").isEmpty());
    Stream<Ingress> members = group.activeMembers().stream().map(ClassifiedIngress::ingress);
    return EnvironmentNeeds.of(members.toList(), classNamesWebAcl);
  }

  private static Collection<String> users(IngressGroup group) {
    return group.activeMembers().stream().map(member -> user(member.ingress())).toList();
  }

  private static String user(Ingress ingress) {
    return "ingress/" + InformerCaches.key(ingress);
  }

  private static void onMembers(IngressGroup group, java.util.function.Consumer<Ingress> action) {
    group.activeMembers().forEach(member -> action.accept(member.ingress()));
  }
}
