package dev.weir.controller.deploy;

import dev.weir.controller.aws.ExpiringCache;
import dev.weir.planner.stack.ResourceType;
import dev.weir.planner.stack.ShieldProtectionSpec;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.shield.ShieldClient;
import software.amazon.awssdk.services.shield.model.Protection;
import software.amazon.awssdk.services.shield.model.ResourceNotFoundException;

/// Shield Advanced protections, where the account has subscribed to it. Protections that somebody
/// else made are left alone.
final class ShieldSynthesizer implements Synthesizer {
  private static final Logger log = LoggerFactory.getLogger(ShieldSynthesizer.class);
  private static final String NAME = "managed by aws-load-balancer-controller";
  private static final Set<String> OUR_NAMES =
      Set.of(NAME, "managed by aws-alb-ingress-controller");
  private static final Duration SUBSCRIPTION_VALID = Duration.ofHours(2);

  private final Deployment deployment;
  private final ShieldClient shield;
  private final ExpiringCache<String, Boolean> subscription;

  /// @param subscription whether the account has subscribed; outlives the deployment
  ShieldSynthesizer(
      Deployment deployment, ShieldClient shield, ExpiringCache<String, Boolean> subscription) {
    this.deployment = deployment;
    this.shield = shield;
    this.subscription = subscription;
  }

  @Override
  public void synthesize() {
    Map<String, ShieldProtectionSpec> specs = deployment.stack().specs(ShieldProtectionSpec.class);
    if (!specs.isEmpty() && isSubscribed()) {
      specs.forEach(this::reconcile);
    }
  }

  private boolean isSubscribed() {
    try {
      return subscription.get(
          "account",
          SUBSCRIPTION_VALID,
          _ -> "ACTIVE".equals(shield.getSubscriptionState().subscriptionStateAsString()));
    } catch (SdkException e) {
      log.error("unable to determine AWS Shield subscription state: {}", e.getMessage());
      return false;
    }
  }

  private void reconcile(String id, ShieldProtectionSpec spec) {
    String balancer = deployment.resolve(spec.resourceArn());
    Optional<Protection> protection = protection(balancer);
    if (spec.enabled() && protection.isEmpty()) {
      shield.createProtection(r -> r.name(NAME).resourceArn(balancer));
      deployment.created(ResourceType.SHIELD_PROTECTION, id, balancer);
    } else if (!spec.enabled() && protection.isPresent()) {
      remove(id, balancer, protection.get());
    }
  }

  private void remove(String id, String balancer, Protection protection) {
    if (OUR_NAMES.contains(protection.name())) {
      shield.deleteProtection(r -> r.protectionId(protection.id()));
      deployment.deleted(ResourceType.SHIELD_PROTECTION, id, balancer);
    } else {
      log.info("ignoring unmanaged shield protection {} of {}", protection.name(), balancer);
    }
  }

  private Optional<Protection> protection(String balancer) {
    try {
      return Optional.ofNullable(
          shield.describeProtection(r -> r.resourceArn(balancer)).protection());
    } catch (ResourceNotFoundException e) {
      log.debug("no protection of {}: {}", balancer, e.getMessage());
      return Optional.empty();
    }
  }
}
