package dev.weir.controller;

import dev.weir.controller.admission.BindingAdmission;
import dev.weir.controller.aws.AwsClients;
import dev.weir.controller.aws.TargetGroupLookup;
import dev.weir.controller.aws.VpcBlocks;
import dev.weir.controller.aws.VpcLookup;
import dev.weir.controller.deploy.Activation;
import dev.weir.controller.deploy.DeploySettings;
import dev.weir.controller.deploy.ElbInventory;
import dev.weir.controller.deploy.ElbTags;
import dev.weir.controller.deploy.StackDeployer;
import dev.weir.controller.environment.AwsEnvironmentSource;
import dev.weir.controller.environment.StackPlanning;
import dev.weir.controller.flag.Flag;
import dev.weir.controller.flag.FlagSet;
import dev.weir.controller.ingress.IngressGroupReconciler;
import dev.weir.controller.ingress.IngressTriggers;
import dev.weir.controller.journal.ReconcileJournal;
import dev.weir.controller.journal.Reporting;
import dev.weir.controller.kube.CachedObjects;
import dev.weir.controller.kube.CurrentObjects;
import dev.weir.controller.kube.EventRecorder;
import dev.weir.controller.kube.InformerCaches;
import dev.weir.controller.kube.ObjectPatches;
import dev.weir.controller.metric.ControllerMetrics;
import dev.weir.controller.network.BackendSecurityGroup;
import dev.weir.controller.network.Networks;
import dev.weir.controller.network.SecurityGroups;
import dev.weir.controller.network.TargetNetworking;
import dev.weir.controller.queue.Backoff;
import dev.weir.controller.queue.WorkQueue;
import dev.weir.controller.service.ServiceReconciler;
import dev.weir.controller.service.ServiceTriggers;
import dev.weir.controller.target.TargetGroupBindingReconciler;
import dev.weir.controller.target.TargetSettings;
import dev.weir.controller.target.TargetTriggers;
import dev.weir.controller.webhook.AdmissionReviews;
import dev.weir.controller.webhook.Webhooks;
import dev.weir.planner.Environment;
import dev.weir.planner.FeatureGate;
import dev.weir.planner.ingress.IngressGroupId;
import dev.weir.planner.ingress.IngressGroupLoader;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The controller: watches Kubernetes, plans load balancers, deploys them through the AWS API.
///
/// Everything is put together here by constructors; [#close()] takes it apart in reverse order.
public final class Controller implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Controller.class);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final ReconcileJournal journal;
  private final PrometheusRegistry registry;
  private final AtomicReference<Runnable> afterLeadership = new AtomicReference<>(() -> {});
  private final AtomicBoolean closing = new AtomicBoolean();
  private @Nullable AdmissionReviews admission;

  private Controller(ReconcileJournal journal, PrometheusRegistry registry) {
    this.journal = journal;
    this.registry = registry;
  }

  /// Connects, fills the caches and starts to reconcile; with leader election, once this process
  /// leads.
  ///
  /// @throws RuntimeException when Kubernetes or the VPC cannot be reached
  public static Controller start(ControllerConfig config) {
    return start(config, new PrometheusRegistry());
  }

  /// The same with a registry that shows metrics somewhere already.
  public static Controller start(ControllerConfig config, PrometheusRegistry registry) {
    Controller controller = new Controller(new ReconcileJournal(config.journalSize()), registry);
    try {
      controller.compose(config);
      return controller;
    } catch (RuntimeException e) {
      controller.close();
      throw e;
    }
  }

  /// The last reconciles.
  public ReconcileJournal journal() {
    return journal;
  }

  /// The webhooks, for an HTTPS endpoint or an API server in this process.
  ///
  /// @throws IllegalStateException before the caches are complete
  public AdmissionReviews admission() {
    AdmissionReviews reviews = admission;
    if (reviews == null) {
      throw new IllegalStateException("the controller has not started");
    }
    return reviews;
  }

  /// Runs the action once another process leads; this one has stopped its work then.
  public void onLeadershipLost(Runnable action) {
    afterLeadership.set(action);
  }

  private void leadershipLost() {
    if (closing.get()) {
      return; // the Lease was given back
    }
    log.warn("leader election lost");
    close();
    afterLeadership.get().run();
  }

  /// The metrics, for a scrape endpoint.
  public PrometheusRegistry metrics() {
    return registry;
  }

  @Override
  public void close() {
    closing.set(true);
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        log.warn("while closing the controller: {}", e.toString());
      }
    }
  }

  private void compose(ControllerConfig config) {
    FlagSet flags = config.flags();
    ControllerMetrics metrics = new ControllerMetrics(registry);
    AwsClients aws = closing(new AwsClients(config.aws(), metrics.awsCalls()));
    KubernetesClient kubernetes = closing(KubernetesConnection.open(config.kubernetes()));
    if (config.installDefinitions()) {
      CustomResources.install(kubernetes);
    }
    EventRecorder events = closing(new EventRecorder(kubernetes, config.clock()));
    InformerCaches caches =
        closing(new InformerCaches(kubernetes, flags.get(Flag.WATCH_NAMESPACE)));
    Reporting reporting = new Reporting(events, metrics, journal, config.clock());
    IngressTriggers.index(caches);
    caches.start();
    log.info("caches are complete: {}", CacheSizes.report(caches, metrics));
    String vpcId = new VpcLookup(aws.ec2()).find(flags);
    admission =
        new AdmissionReviews(
            new Webhooks(
                    flags,
                    new CurrentObjects(new CachedObjects(caches), kubernetes),
                    caches,
                    new BindingAdmission(
                        vpcId,
                        arn -> TargetGroupLookup.byArn(aws.elb(), arn),
                        name -> TargetGroupLookup.byName(aws.elb(), name)))
                .all(),
            metrics,
            kubernetes.getKubernetesSerialization());
    Runnable work = () -> work(config, aws, kubernetes, caches, reporting, vpcId);
    if (flags.get(Flag.ENABLE_LEADER_ELECTION)) {
      closing(Elections.contend(kubernetes, flags, config.identity(), work, this::leadershipLost));
    } else {
      work.run();
    }
  }

  private void work(
      ControllerConfig config,
      AwsClients aws,
      KubernetesClient kubernetes,
      InformerCaches caches,
      Reporting reporting,
      String vpcId) {
    FlagSet flags = config.flags();
    Clock clock = config.clock();
    ElbInventory inventory = new ElbInventory(aws.elb(), new ElbTags(aws.elb(), clock), vpcId);
    SecurityGroups groups = new SecurityGroups(aws.ec2(), vpcId, clock);
    VpcBlocks blocks = new VpcBlocks(aws.ec2(), clock);
    TargetNetworking networking = Networks.targetNetworking(groups, aws.ec2(), vpcId, flags, clock);
    StackDeployer deployer =
        new StackDeployer(
            aws,
            inventory,
            groups,
            kubernetes,
            DeploySettings.of(flags, vpcId),
            () -> networking.collectGarbage(BindingKeys.withNetworking(caches)),
            clock);
    AwsEnvironmentSource environments =
        new AwsEnvironmentSource(aws, inventory, blocks, flags, vpcId, clock);
    StackPlanning planning = new StackPlanning(environments, backend(flags, groups), caches);

    TargetGroupBindingReconciler targets =
        closing(
            new TargetGroupBindingReconciler(
                aws,
                kubernetes,
                caches,
                reporting.events(),
                networking,
                blocks,
                reporting.metrics(),
                TargetSettings.of(flags, vpcId),
                clock));
    WorkQueue<String> bindings =
        closing(
            WorkQueue.start(
                "targetGroupBinding",
                flags.get(Flag.TARGET_GROUP_BINDING_WORKERS),
                new Backoff(Duration.ofMillis(5), flags.get(Flag.TARGET_GROUP_BINDING_MAX_BACKOFF)),
                targets,
                reporting.metrics().queue("targetGroupBinding")));
    TargetTriggers targetTriggers = new TargetTriggers(caches, bindings);
    targetTriggers.listen();
    Activation activation = new Activation(aws.elb());
    IngressTriggers ingressTriggers =
        ingresses(
            flags, environments, planning, deployer, activation, kubernetes, caches, reporting);
    ServiceTriggers serviceTriggers =
        services(flags, planning, deployer, activation, kubernetes, caches, reporting);
    every(
        flags.get(Flag.SYNC_PERIOD),
        () -> {
          targetTriggers.resync();
          ingressTriggers.resync();
          serviceTriggers.resync();
        });
    every(Duration.ofSeconds(30), () -> CacheSizes.report(caches, reporting.metrics()));
  }

  private IngressTriggers ingresses(
      FlagSet flags,
      AwsEnvironmentSource environments,
      StackPlanning planning,
      StackDeployer deployer,
      Activation activation,
      KubernetesClient kubernetes,
      InformerCaches caches,
      Reporting reporting) {
    CachedObjects objects = new CachedObjects(caches);
    Environment offline = environments.offline();
    IngressGroupReconciler reconciler =
        new IngressGroupReconciler(
            objects,
            offline,
            planning,
            deployer,
            activation,
            new ObjectPatches(kubernetes),
            reporting,
            () -> holders(caches));
    WorkQueue<IngressGroupId> queue =
        closing(
            WorkQueue.start(
                "ingress",
                flags.get(Flag.INGRESS_WORKERS),
                Backoff.STANDARD,
                reconciler,
                reporting.metrics().queue("ingress")));
    IngressTriggers triggers =
        new IngressTriggers(
            caches, new IngressGroupLoader(objects, offline), reporting.events(), queue);
    triggers.listen();
    return triggers;
  }

  private ServiceTriggers services(
      FlagSet flags,
      StackPlanning planning,
      StackDeployer deployer,
      Activation activation,
      KubernetesClient kubernetes,
      InformerCaches caches,
      Reporting reporting) {
    ServiceReconciler reconciler =
        new ServiceReconciler(
            new CachedObjects(caches),
            flags.get(Flag.CLUSTER_NAME),
            planning,
            deployer,
            activation,
            new ObjectPatches(kubernetes),
            reporting,
            () -> holders(caches));
    WorkQueue<String> queue =
        closing(
            WorkQueue.start(
                "service",
                flags.get(Flag.SERVICE_WORKERS),
                Backoff.STANDARD,
                reconciler,
                reporting.metrics().queue("service")));
    ServiceTriggers triggers = new ServiceTriggers(caches, queue);
    if (flags.gates().isEnabled(FeatureGate.ENABLE_SERVICE_CONTROLLER)) {
      triggers.listen();
    }
    return triggers;
  }

  private static BackendSecurityGroup backend(FlagSet flags, SecurityGroups groups) {
    return new BackendSecurityGroup(
        groups,
        flags.get(Flag.CLUSTER_NAME),
        flags.get(Flag.DEFAULT_TAGS),
        flags.get(Flag.BACKEND_SECURITY_GROUP));
  }

  /// Everything that carries one of our finalizers, and so may have a load balancer.
  private static Set<String> holders(InformerCaches caches) {
    Set<String> holders = new HashSet<>();
    caches.ingresses().list().stream()
        .filter(ingress ->
            ingress.getMetadata().getFinalizers().stream()
                .anyMatch(f -> f.contains("ingress.k8s.aws/")))
        .forEach(ingress -> holders.add("ingress/" + InformerCaches.key(ingress)));
    caches.services().list().stream()
        .filter(service -> ObjectPatches.hasFinalizer(service, ServiceReconciler.FINALIZER))
        .forEach(service -> holders.add("service/" + InformerCaches.key(service)));
    return holders;
  }

  private void every(Duration period, Runnable task) {
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
    parts.push(timer::shutdownNow);
    long millis = period.toMillis();
    var future = timer.scheduleAtFixedRate(task, millis, millis, TimeUnit.MILLISECONDS);
    log.debug("every {}: {}", period, future);
  }

  private synchronized <P extends AutoCloseable> P closing(P part) {
    parts.push(part);
    return part;
  }
}
