package dev.weir.controller;

import dev.weir.controller.aws.AwsClients;
import dev.weir.controller.aws.VpcBlocks;
import dev.weir.controller.aws.VpcLookup;
import dev.weir.controller.deploy.ElbInventory;
import dev.weir.controller.deploy.ElbTags;
import dev.weir.controller.deploy.TrackingTags;
import dev.weir.controller.environment.AwsEnvironmentSource;
import dev.weir.controller.environment.EnvironmentNeeds;
import dev.weir.controller.flag.Flag;
import dev.weir.controller.flag.FlagSet;
import dev.weir.controller.kube.CachedObjects;
import dev.weir.controller.kube.InformerCaches;
import dev.weir.controller.metric.ControllerMetrics;
import dev.weir.controller.network.BackendSecurityGroup;
import dev.weir.controller.network.SecurityGroups;
import dev.weir.controller.observed.ExistingStacks;
import dev.weir.controller.observed.ObservedStackReader;
import dev.weir.planner.Environment;
import dev.weir.planner.KubernetesObjects;
import dev.weir.planner.change.ObservedStack;
import dev.weir.planner.change.StackChange.StackKey;
import dev.weir.planner.plan.PlanResult;
import dev.weir.planner.report.TargetCounts;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// A look at a running cluster and its AWS account, for comparing a plan with what exists. Writes
/// nothing.
public final class LiveCluster implements AutoCloseable {
  private final AwsClients aws;
  private final KubernetesClient kubernetes;
  private final InformerCaches caches;
  private final AwsEnvironmentSource environments;
  private final BackendSecurityGroup backend;
  private final ObservedStackReader reader;
  private final ExistingStacks existing;
  private final String clusterName;

  private LiveCluster(ControllerConfig config) {
    FlagSet flags = config.flags();
    Clock clock = config.clock();
    this.aws =
        new AwsClients(config.aws(), new ControllerMetrics(new PrometheusRegistry()).awsCalls());
    this.kubernetes = KubernetesConnection.open(config.kubernetes());
    this.caches = new InformerCaches(kubernetes, flags.get(Flag.WATCH_NAMESPACE));
    String vpcId = new VpcLookup(aws.ec2()).find(flags);
    ElbInventory inventory = new ElbInventory(aws.elb(), new ElbTags(aws.elb(), clock), vpcId);
    SecurityGroups groups = new SecurityGroups(aws.ec2(), vpcId, clock);
    VpcBlocks blocks = new VpcBlocks(aws.ec2(), clock);
    this.clusterName = flags.get(Flag.CLUSTER_NAME);
    this.environments = new AwsEnvironmentSource(aws, inventory, blocks, flags, vpcId, clock);
    this.backend =
        new BackendSecurityGroup(
            groups,
            clusterName,
            flags.get(Flag.DEFAULT_TAGS),
            flags.get(Flag.BACKEND_SECURITY_GROUP));
    this.reader = new ObservedStackReader(aws.elb(), inventory, groups, kubernetes);
    this.existing = new ExistingStacks(aws.elb(), inventory, groups, kubernetes);
  }

  /// Connects and reads all objects.
  public static LiveCluster open(ControllerConfig config) {
    LiveCluster cluster = new LiveCluster(config);
    try {
      cluster.caches.start();
      return cluster;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /// The objects of the cluster, as they are now and kept current.
  public KubernetesObjects objects() {
    return new CachedObjects(caches);
  }

  /// The account, as far as planning these objects may ask: those of the cluster, or the cluster's
  /// with manifests over them.
  public Environment environment(KubernetesObjects planned) {
    List<HasMetadata> annotated = new ArrayList<>(planned.ingresses());
    annotated.addAll(planned.services());
    // IngressClassParams may name a web ACL whatever the annotations say.
    boolean classes =
        planned.ingressClasses().stream()
            .map(IngressClass::getSpec)
            .filter(spec -> spec != null && spec.getParameters() != null)
            .flatMap(spec -> planned.ingressClassParams(spec.getParameters().getName()).stream())
            .anyMatch(params -> params.getSpec().wafv2AclName() != null);
    return environments.read(EnvironmentNeeds.of(annotated, classes), backend.find());
  }

  /// What exists of everything that is planned, and of every other stack of this cluster.
  public Map<StackKey, ObservedStack> observed(List<PlanResult> plans) {
    Set<StackKey> keys = new TreeSet<>();
    for (PlanResult plan : plans) {
      if (plan.kind() != PlanResult.Kind.INGRESS) {
        keys.add(new StackKey(plan.kind(), plan.id()));
      }
    }
    for (PlanResult.Kind kind : List.of(PlanResult.Kind.GROUP, PlanResult.Kind.SERVICE)) {
      existing.ids(tracking(kind)).forEach(id -> keys.add(new StackKey(kind, id)));
    }
    Map<StackKey, ObservedStack> observed = new TreeMap<>();
    keys.forEach(key -> observed.put(key, reader.read(tracking(key.kind()), key.id())));
    return observed;
  }

  /// How many targets a binding would register, with manifests over the cluster's objects.
  public TargetCounts targetCounts(
      Collection<EndpointSlice> moreSlices, Collection<Node> moreNodes) {
    List<EndpointSlice> slices = new ArrayList<>(caches.endpointSlices().list());
    slices.addAll(moreSlices);
    Map<String, Node> nodes = new TreeMap<>();
    caches.nodes().list().forEach(node -> nodes.put(node.getMetadata().getName(), node));
    moreNodes.forEach(node -> nodes.put(node.getMetadata().getName(), node));
    return new TargetCounts(slices, nodes.values());
  }

  private TrackingTags tracking(PlanResult.Kind kind) {
    return kind == PlanResult.Kind.SERVICE
        ? TrackingTags.service(clusterName)
        : TrackingTags.ingress(clusterName);
  }

  @Override
  public void close() {
    caches.close();
    kubernetes.close();
    aws.close();
  }
}
