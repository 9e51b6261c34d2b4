package dev.weir.controller.deploy;

import dev.weir.planner.crd.TargetGroupBinding;
import dev.weir.planner.stack.ResourceType;
import dev.weir.planner.stack.TargetGroupBindingSpec;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// TargetGroupBinding objects, matched by the ARN of their target group.
final class TargetGroupBindingSynthesizer implements Synthesizer {
  private static final ResourceType TYPE = ResourceType.TARGET_GROUP_BINDING;
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration POLL_LIMIT = Duration.ofSeconds(60);
  private static final List<String> CHECKPOINTS =
      List.of("elbv2.k8s.aws/checkpoint", "elbv2.k8s.aws/checkpoint-timestamp");

  private final Deployment deployment;
  private final KubernetesClient client;
  private final DeploySettings settings;
  private final List<TargetGroupBinding> doomed = new ArrayList<>();

  TargetGroupBindingSynthesizer(
      Deployment deployment, KubernetesClient client, DeploySettings settings) {
    this.deployment = deployment;
    this.client = client;
    this.settings = settings;
  }

  @Override
  public void synthesize() {
    Map<String, TargetGroupBinding> existing = existing();
    new TreeMap<>(deployment.stack().specs(TargetGroupBindingSpec.class))
        .forEach((id, spec) -> {
          String arn = deployment.resolve(spec.targetGroupArn());
          TargetGroupBinding binding = existing.remove(arn);
          if (binding == null) {
            create(id, spec, arn);
          } else {
            update(id, spec, arn, binding);
          }
        });
    doomed.addAll(existing.values());
  }

  @Override
  public void postSynthesize() {
    for (TargetGroupBinding binding : doomed) {
      client.resource(binding).delete();
      await(
          () -> client.resource(binding).get() == null,
          "failed to wait targetGroupBinding deletion: " + key(binding));
      deployment.deleted(TYPE, key(binding), key(binding));
    }
  }

  private Map<String, TargetGroupBinding> existing() {
    Map<String, TargetGroupBinding> byArn = new LinkedHashMap<>();
    client
        .resources(TargetGroupBinding.class)
        .inAnyNamespace()
        .withLabels(labels())
        .list()
        .getItems()
        .forEach(binding -> {
          TargetGroupBinding twin = byArn.put(binding.getSpec().targetGroupArn(), binding);
          if (twin != null) {
            doomed.add(twin);
          }
        });
    return byArn;
  }

  private void create(String id, TargetGroupBindingSpec spec, String arn) {
    TargetGroupBinding binding = new TargetGroupBinding();
    binding.getMetadata().setNamespace(spec.namespace());
    binding.getMetadata().setName(spec.name());
    binding.getMetadata().setLabels(labels());
    binding.setSpec(crd(spec, arn));
    binding.setStatus(null);
    client.resource(binding).create();
    deployment.created(TYPE, id, key(binding));
  }

  private void update(
      String id, TargetGroupBindingSpec spec, String arn, TargetGroupBinding binding) {
    var desired = crd(spec, arn);
    Map<String, String> annotations = annotations(binding);
    boolean sameSpec = json(desired).equals(json(binding.getSpec()));
    if (sameSpec && labels().equals(labels(binding)) && annotations.isEmpty()) {
      return;
    }
    Map<String, @Nullable Object> patch = new LinkedHashMap<>();
    patch.put(
        "metadata",
        Map.of(
            "labels", MergePatch.replacing(labels(binding), labels()),
            "annotations", MergePatch.replacing(allAnnotations(binding), Map.of())));
    patch.put("spec", MergePatch.replacing(tree(binding.getSpec()), tree(desired)));
    TargetGroupBinding patched =
        client.resource(binding).patch(PatchContext.of(PatchType.JSON_MERGE), json(patch));
    deployment.modified(TYPE, id, key(binding), "spec", json(binding.getSpec()), json(desired));
    long generation = Optional.ofNullable(patched.getMetadata().getGeneration()).orElse(0L);
    await(
        () -> observedGeneration(client.resource(binding).get()) >= generation,
        "failed to wait targetGroupBinding update: " + key(binding));
  }

  private dev.weir.planner.crd.TargetGroupBindingSpec crd(TargetGroupBindingSpec spec, String arn) {
    LabelSelector nodes =
        spec.nodeLabels().isEmpty()
            ? null
            : new LabelSelectorBuilder().withMatchLabels(new TreeMap<>(spec.nodeLabels())).build();
    return new dev.weir.planner.crd.TargetGroupBindingSpec(
        arn,
        null,
        spec.multiClusterTargetGroup() ? Boolean.TRUE : null,
        spec.targetType(),
        spec.targetGroupProtocol(),
        new dev.weir.planner.crd.TargetGroupBindingSpec.ServiceReference(
            spec.serviceRef().name(), spec.serviceRef().port()),
        ResolvedNetworking.of(spec.networking(), deployment),
        nodes,
        Optional.ofNullable(spec.ipAddressType()).orElse("ipv4"),
        Optional.ofNullable(spec.vpcId()).orElse(settings.vpcId()),
        null,
        null);
  }

  private Map<String, String> labels() {
    return deployment.tracking().labels(deployment.stack().id());
  }

  private static Map<String, String> labels(TargetGroupBinding binding) {
    return Optional.ofNullable(binding.getMetadata().getLabels()).orElse(Map.of());
  }

  private static Map<String, String> allAnnotations(TargetGroupBinding binding) {
    return Optional.ofNullable(binding.getMetadata().getAnnotations()).orElse(Map.of());
  }

  /// Without those that the reconciler of the bindings writes.
  private static Map<String, String> annotations(TargetGroupBinding binding) {
    Map<String, String> others = new TreeMap<>(allAnnotations(binding));
    CHECKPOINTS.forEach(others::remove);
    return others;
  }

  private static long observedGeneration(@Nullable TargetGroupBinding binding) {
    if (binding == null || binding.getStatus() == null) {
      return 0;
    }
    return Optional.ofNullable(binding.getStatus().observedGeneration()).orElse(0L);
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> tree(Object value) {
    return client.getKubernetesSerialization().unmarshal(json(value), Map.class);
  }

  private String json(Object value) {
    return client.getKubernetesSerialization().asJson(value);
  }

  private static String key(TargetGroupBinding binding) {
    return binding.getMetadata().getNamespace() + "/" + binding.getMetadata().getName();
  }

  private static void await(BooleanSupplier condition, String failure) {
    long deadline = System.nanoTime() + POLL_LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(failure + ": timed out waiting for the condition");
      }
      try {
        Thread.sleep(POLL);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(failure + ": interrupted", e);
      }
    }
  }
}
