package dev.weir.controller.target;

import dev.weir.controller.aws.ExpiringCache;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;

/// The targets of target groups as the API knows them. A list is remembered for five minutes; of a
/// remembered list only targets that were not healthy are asked for again.
final class TargetGroupTargets {
  private static final Logger log = LoggerFactory.getLogger(TargetGroupTargets.class);
  private static final Duration VALID = Duration.ofMinutes(5);
  private static final int CHUNK = 200;

  private final ExpiringCache<String, List<RegisteredTarget>> cache;

  TargetGroupTargets(Clock clock) {
    this.cache = new ExpiringCache<>(clock);
  }

  List<RegisteredTarget> list(ElasticLoadBalancingV2Client elb, String arn) {
    List<RegisteredTarget> targets =
        cache.get(arn).map(known -> refreshed(elb, arn, known)).orElseGet(() -> all(elb, arn));
    cache.put(arn, targets, VALID);
    return targets;
  }

  void register(ElasticLoadBalancingV2Client elb, String arn, List<TargetDescription> targets) {
    for (List<TargetDescription> chunk : chunks(targets)) {
      cache.remove(arn);
      elb.registerTargets(r -> r.targetGroupArn(arn).targets(chunk));
      log.info("registered targets arn={} targets={}", arn, keys(chunk));
    }
  }

  void deregister(ElasticLoadBalancingV2Client elb, String arn, List<RegisteredTarget> targets) {
    for (List<TargetDescription> chunk : chunks(targets.stream().map(t -> t.target()).toList())) {
      cache.remove(arn);
      elb.deregisterTargets(r -> r.targetGroupArn(arn).targets(chunk));
      log.info("deRegistered targets arn={} targets={}", arn, keys(chunk));
    }
  }

  void forget(String arn) {
    cache.remove(arn);
  }

  private static List<RegisteredTarget> all(ElasticLoadBalancingV2Client elb, String arn) {
    return elb.describeTargetHealth(r -> r.targetGroupArn(arn)).targetHealthDescriptions().stream()
        .map(RegisteredTarget::of)
        .toList();
  }

  private static List<RegisteredTarget> refreshed(
      ElasticLoadBalancingV2Client elb, String arn, List<RegisteredTarget> known) {
    Map<String, RegisteredTarget> merged = new LinkedHashMap<>();
    List<TargetDescription> stale = new ArrayList<>();
    for (RegisteredTarget target : known) {
      merged.put(target.key(), target);
      if (!target.isHealthy()) {
        stale.add(target.target());
      }
    }
    for (List<TargetDescription> chunk : chunks(stale)) {
      List<TargetDescription> asked =
          chunk.stream()
              .map(t -> TargetDescription.builder().id(t.id()).port(t.port()).build())
              .toList();
      elb.describeTargetHealth(r -> r.targetGroupArn(arn).targets(asked))
          .targetHealthDescriptions()
          .forEach(answer -> merge(merged, RegisteredTarget.of(answer)));
    }
    return List.copyOf(merged.values());
  }

  private static void merge(Map<String, RegisteredTarget> merged, RegisteredTarget target) {
    if (target.isNotRegistered()) {
      merged.remove(target.key());
    } else {
      merged.put(target.key(), target);
    }
  }

  private static List<List<TargetDescription>> chunks(List<TargetDescription> targets) {
    List<List<TargetDescription>> chunks = new ArrayList<>();
    for (int from = 0; from < targets.size(); from += CHUNK) {
      chunks.add(targets.subList(from, Math.min(from + CHUNK, targets.size())));
    }
    return chunks;
  }

  private static List<String> keys(Collection<TargetDescription> targets) {
    return targets.stream().map(target -> target.id() + ":" + target.port()).toList();
  }
}
