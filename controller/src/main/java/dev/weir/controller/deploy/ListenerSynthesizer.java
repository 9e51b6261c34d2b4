package dev.weir.controller.deploy;

import dev.weir.controller.aws.Retry;
import dev.weir.planner.FeatureGate;
import dev.weir.planner.stack.ListenerSpec;
import dev.weir.planner.stack.ResourceType;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ListenerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyListenerRequest;

/// Listeners, matched by port. A change is one ModifyListener: it never closes a port that stays.
final class ListenerSynthesizer implements Synthesizer {
  static final Retry AFTER_CREATE = new Retry(Duration.ofSeconds(2), Duration.ofSeconds(20));
  private static final ResourceType TYPE = ResourceType.LISTENER;

  private final Deployment deployment;
  private final ElasticLoadBalancingV2Client elb;
  private final ElbInventory inventory;
  private final DeploySettings settings;
  private final SdkRules sdk;
  private final ListenerCertificates certificates;

  /// A listener with all its references resolved.
  private record Desired(String id, ListenerSpec spec, String loadBalancerArn) {}

  ListenerSynthesizer(
      Deployment deployment,
      ElasticLoadBalancingV2Client elb,
      ElbInventory inventory,
      DeploySettings settings) {
    this.deployment = deployment;
    this.elb = elb;
    this.inventory = inventory;
    this.settings = settings;
    this.sdk =
        new SdkRules(deployment, settings.gates().isEnabled(FeatureGate.WEIGHTED_TARGET_GROUPS));
    this.certificates = new ListenerCertificates(elb);
  }

  @Override
  public void synthesize() {
    Map<String, Map<Integer, Desired>> byBalancer = new TreeMap<>();
    deployment
        .stack()
        .specs(ListenerSpec.class)
        .forEach((id, spec) -> {
          String arn = deployment.resolve(spec.loadBalancerArn());
          byBalancer
              .computeIfAbsent(arn, _ -> new TreeMap<>())
              .putIfAbsent(spec.port(), new Desired(id, spec, arn));
        });
    byBalancer.forEach(this::synthesize);
  }

  private void synthesize(String loadBalancerArn, Map<Integer, Desired> desired) {
    Map<Integer, Listener> observed = new TreeMap<>();
    inventory.listeners(loadBalancerArn).forEach(l -> observed.put(l.port(), l));
    observed.forEach((port, listener) -> {
      if (!desired.containsKey(port)) {
        elb.deleteListener(r -> r.listenerArn(listener.listenerArn()));
        deployment.deleted(TYPE, String.valueOf(port), listener.listenerArn());
      }
    });
    desired.forEach((port, want) -> {
      Listener listener = observed.get(port);
      String arn = listener == null ? create(want) : update(want, listener);
      deployment.fulfil(TYPE, want.id(), "status/listenerARN", arn);
    });
  }

  private String create(Desired want) {
    ListenerSpec spec = want.spec();
    List<String> wanted = certificateArns(spec);
    var request =
        CreateListenerRequest.builder()
            .loadBalancerArn(want.loadBalancerArn())
            .port(spec.port())
            .protocol(spec.protocol())
            .defaultActions(sdk.actions(spec.defaultActions()))
            .sslPolicy(spec.sslPolicy());
    if (!wanted.isEmpty()) {
      request.certificates(c -> c.certificateArn(wanted.getFirst()));
    }
    if (!spec.alpnPolicy().isEmpty()) {
      request.alpnPolicy(spec.alpnPolicy());
    }
    if (spec.mutualAuthentication() != null) {
      request.mutualAuthentication(MutualAuthentication.sdk(spec.mutualAuthentication()));
    }
    if (tagging()) {
      request.tags(ElbTags.sdk(deployment.tagsOn(want.id(), spec.tags())));
    }
    String arn = elb.createListener(request.build()).listeners().getFirst().listenerArn();
    deployment.created(TYPE, want.id(), arn);
    if (spec.sslPolicy() != null) {
      AFTER_CREATE.run(() -> certificates.reconcile(arn, wanted), "ListenerNotFound");
    }
    AFTER_CREATE.run(() -> reconcileAttributes(want, arn), "ListenerNotFound");
    return arn;
  }

  private String update(Desired want, Listener observed) {
    ListenerSpec spec = want.spec();
    String arn = observed.listenerArn();
    List<String> wanted = certificateArns(spec);
    if (tagging()) {
      TagDiff diff =
          TagDiff.of(
              deployment.tagsOn(want.id(), spec.tags()),
              inventory.tags().of(arn),
              settings.externalManagedTags());
      inventory.tags().apply(arn, diff);
      if (!diff.isEmpty()) {
        deployment.modified(TYPE, want.id(), arn, "tags", diff.remove(), diff.set());
      }
    }
    var drift = new ListenerDrift(spec, sdk.actions(spec.defaultActions()), wanted, enhanced());
    var fields = drift.against(observed);
    if (!fields.isEmpty()) {
      modify(spec, observed, wanted);
      deployment.modified(TYPE, want.id(), arn, fields);
    }
    if (spec.sslPolicy() != null || observed.sslPolicy() != null) {
      certificates.reconcile(arn, wanted);
    }
    reconcileAttributes(want, arn);
    return arn;
  }

  private void modify(ListenerSpec spec, Listener observed, List<String> wanted) {
    var request =
        ModifyListenerRequest.builder()
            .listenerArn(observed.listenerArn())
            .port(spec.port())
            .protocol(spec.protocol())
            .defaultActions(sdk.actions(spec.defaultActions()))
            .sslPolicy(spec.sslPolicy());
    if (!wanted.isEmpty()) {
      request.certificates(c -> c.certificateArn(wanted.getFirst()));
    }
    if (!spec.alpnPolicy().isEmpty()) {
      request.alpnPolicy(spec.alpnPolicy());
    } else if (enhanced() && observed.hasAlpnPolicy() && !observed.alpnPolicy().isEmpty()) {
      request.alpnPolicy("None");
    }
    if (spec.mutualAuthentication() != null) {
      request.mutualAuthentication(MutualAuthentication.sdk(spec.mutualAuthentication()));
    } else if (enhanced() && !MutualAuthentication.isOff(observed.mutualAuthentication())) {
      request.mutualAuthentication(m -> m.mode("off"));
    }
    elb.modifyListener(request.build());
  }

  private void reconcileAttributes(Desired want, String arn) {
    Map<String, String> desired = new LinkedHashMap<>();
    want.spec().listenerAttributes().forEach(a -> desired.put(a.key(), a.value()));
    if (desired.isEmpty() || want.spec().protocol().equals("TLS")) {
      return;
    }
    Map<String, String> observed =
        elb.describeListenerAttributes(r -> r.listenerArn(arn)).attributes().stream()
            .collect(
                Collectors.toMap(a -> a.key(), a -> Objects.requireNonNullElse(a.value(), "")));
    AttributeDiff diff = AttributeDiff.of(desired, observed);
    if (!diff.isEmpty()) {
      elb.modifyListenerAttributes(r ->
          r.listenerArn(arn)
              .attributes(
                  diff.changed().entrySet().stream()
                      .map(e ->
                          ListenerAttribute.builder().key(e.getKey()).value(e.getValue()).build())
                      .toList()));
      deployment.modified(TYPE, want.id(), arn, diff.fields());
    }
  }

  private List<String> certificateArns(ListenerSpec spec) {
    return spec.certificates().stream()
        .map(certificate -> deployment.resolve(certificate.certificateArn()))
        .toList();
  }

  private boolean tagging() {
    return settings.gates().isEnabled(FeatureGate.LISTENER_RULES_TAGGING);
  }

  private boolean enhanced() {
    return settings.gates().isEnabled(FeatureGate.ENHANCED_DEFAULT_BEHAVIOR);
  }
}
