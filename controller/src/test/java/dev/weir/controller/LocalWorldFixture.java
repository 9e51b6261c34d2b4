package dev.weir.controller;

import dev.weir.aws.AwsApiConfig;
import dev.weir.aws.AwsApiServer;
import dev.weir.controller.aws.AwsConfig;
import dev.weir.controller.flag.FlagSet;
import dev.weir.elb.LoadBalancerState;
import dev.weir.kube.KubeServer;
import dev.weir.kube.KubeServerConfig;
import dev.weir.planner.crd.TargetGroupBinding;
import dev.weir.store.ElbStore;
import dev.weir.store.LocalWorld;
import dev.weir.store.StoreConfig;
import dev.weir.store.world.NodeInstance;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;

/// A real Kubernetes API, a real AWS endpoint and a real controller between them, over sockets.
final class LocalWorldFixture implements AutoCloseable {
  /// How long a busy machine may take; a quiet one takes well under a second.
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  static final String NODE_A = "i-0123456789abcdef0";
  static final String NODE_B = "i-0123456789abcdef1";

  final ElbStore store;
  final AwsApiServer aws;
  final KubeServer kube;
  final KubernetesClient kubernetes;
  final ElasticLoadBalancingV2Client elb;
  final Ec2Client ec2;
  final List<String> calls = Collections.synchronizedList(new ArrayList<>());
  private Controller controller;

  LocalWorldFixture() {
    store = ElbStore.open(StoreConfig.inMemory());
    LocalWorld.seed(
        store,
        "workshop",
        List.of(
            new NodeInstance(NODE_A, "127.1.0.1", "eu-west-1a"),
            new NodeInstance(NODE_B, "127.1.0.2", "eu-west-1b")));
    // What the data plane does when it has bound the listeners.
    store.subscribe(snapshot ->
        snapshot.loadBalancers().values().stream()
            .filter(balancer -> balancer.state() == LoadBalancerState.PROVISIONING)
            .forEach(
                balancer -> Thread.startVirtualThread(() -> store.markActive(balancer.arn()))));
    aws = AwsApiServer.start(AwsApiConfig.onPort(0), store, (_, _) -> Optional.empty());
    kube = KubeServer.start(KubeServerConfig.apiOnly());
    kubernetes = new KubernetesClientBuilder().withConfig(config()).build();
    elb = client(ElasticLoadBalancingV2Client.builder());
    ec2 = client(Ec2Client.builder());
  }

  Controller startController(String... flags) {
    controller = Controller.start(controllerConfig(flags).installingDefinitions());
    return controller;
  }

  LiveCluster look() {
    return LiveCluster.open(controllerConfig());
  }

  private ControllerConfig controllerConfig(String... flags) {
    List<String> arguments = new ArrayList<>(List.of(flags));
    arguments.addAll(
        List.of(
            "--cluster-name=workshop",
            "--aws-region=eu-west-1",
            "--aws-vpc-id=vpc-0a1b2c3d4e5f60718",
            "--enable-leader-election=false"));
    FlagSet flagSet = FlagSet.parse(arguments);
    AwsConfig awsConfig =
        AwsConfig.of(flagSet, credentials())
            .withEndpoint(endpoint())
            .withObservers(List.of(new CallRecorder(calls)));
    return ControllerConfig.of(flagSet, awsConfig, config());
  }

  void stopController() {
    controller.close();
  }

  /// A certificate that the local authority issues at once.
  String requestCertificate(String host) {
    try (AcmClient acm = client(AcmClient.builder())) {
      return acm.requestCertificate(r -> r.domainName(host + ".example.com")).certificateArn();
    }
  }

  /// Waits until the controller has written nothing for a while: every binding knows its targets.
  void settle() {
    eventually(
        "bindings to be reconciled",
        () ->
            kubernetes
                .resources(TargetGroupBinding.class)
                .inAnyNamespace()
                .list()
                .getItems()
                .stream()
                .allMatch(LocalWorldFixture::isReconciled));
  }

  private static boolean isReconciled(TargetGroupBinding binding) {
    var annotations = binding.getMetadata().getAnnotations();
    return annotations != null
        && !annotations.getOrDefault("elbv2.k8s.aws/checkpoint", "").isEmpty();
  }

  /// Creates every object of a multi-document YAML.
  void apply(String yaml) {
    for (HasMetadata object : kubernetes.load(stream(yaml)).items()) {
      kubernetes.resource(object).createOr(existing -> existing.update());
    }
  }

  /// Calls of the controller that change something.
  List<String> writes() {
    synchronized (calls) {
      return calls.stream()
          .filter(call ->
              !call.startsWith("Describe") && !call.startsWith("Get") && !call.startsWith("List"))
          .toList();
    }
  }

  static void eventually(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within " + PATIENCE + ": " + what);
      }
      pause();
    }
  }

  /// Tries an assertion until it holds.
  static void eventually(ThrowableAssert.ThrowingCallable assertion) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Throwable failure = Assertions.catchThrowable(assertion);
      if (failure == null) {
        return;
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within " + PATIENCE, failure);
      }
      pause();
    }
  }

  static <T> T eventually(Supplier<Optional<T>> value) {
    List<T> found = new ArrayList<>();
    eventually("a value", () -> value.get().map(found::add).orElse(false));
    return found.getFirst();
  }

  @Override
  public void close() {
    if (controller != null) {
      controller.close();
    }
    kubernetes.close();
    elb.close();
    ec2.close();
    kube.close();
    aws.close();
    store.close();
  }

  private Config config() {
    return new ConfigBuilder(Config.empty())
        .withMasterUrl("http://127.0.0.1:" + kube.port())
        .withOnlyHttpWatches(true)
        .build();
  }

  private URI endpoint() {
    return URI.create("http://127.0.0.1:" + aws.port());
  }

  private <
          C,
          B extends
              software.amazon.awssdk.awscore.client.builder.AwsClientBuilder<B, C>
                  & software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder<B, C>>
      C client(B builder) {
    return builder
        .endpointOverride(endpoint())
        .region(Region.EU_WEST_1)
        .credentialsProvider(credentials())
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  private static StaticCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));
  }

  private static java.io.InputStream stream(String yaml) {
    return new java.io.ByteArrayInputStream(yaml.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  /// Gives the other side time between two looks at the same condition.
  private static void pause() {
    java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
  }

  private record CallRecorder(List<String> calls) implements ExecutionInterceptor {
    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
      calls.add(attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME));
    }
  }
}
