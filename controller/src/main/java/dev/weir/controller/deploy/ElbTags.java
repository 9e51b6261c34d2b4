package dev.weir.controller.deploy;

import dev.weir.controller.aws.ExpiringCache;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;

/// Tags in the load balancer API, remembered for twenty minutes per ARN.
public final class ElbTags {
  private static final Duration VALID = Duration.ofMinutes(20);
  private static final int CHUNK = 20;

  private final ElasticLoadBalancingV2Client elb;
  private final ExpiringCache<String, Map<String, String>> cache;

  public ElbTags(ElasticLoadBalancingV2Client elb, Clock clock) {
    this.elb = elb;
    this.cache = new ExpiringCache<>(clock);
  }

  /// The tags of each ARN.
  public Map<String, Map<String, String>> of(Collection<String> arns) {
    List<String> unknown = arns.stream().filter(arn -> cache.get(arn).isEmpty()).toList();
    for (int from = 0; from < unknown.size(); from += CHUNK) {
      List<String> chunk = unknown.subList(from, Math.min(from + CHUNK, unknown.size()));
      elb.describeTags(r -> r.resourceArns(chunk))
          .tagDescriptions()
          .forEach(d -> cache.put(d.resourceArn(), plain(d.tags()), VALID));
    }
    Map<String, Map<String, String>> tags = new LinkedHashMap<>();
    arns.forEach(arn -> tags.put(arn, cache.get(arn).orElse(Map.of())));
    return tags;
  }

  public Map<String, String> of(String arn) {
    return of(List.of(arn)).getOrDefault(arn, Map.of());
  }

  void apply(String arn, TagDiff diff) {
    if (!diff.set().isEmpty()) {
      elb.addTags(r -> r.resourceArns(arn).tags(sdk(diff.set())));
    }
    if (!diff.remove().isEmpty()) {
      elb.removeTags(r -> r.resourceArns(arn).tagKeys(diff.remove()));
    }
    if (!diff.isEmpty()) {
      cache.remove(arn);
    }
  }

  void forget(String arn) {
    cache.remove(arn);
  }

  static List<Tag> sdk(Map<String, String> tags) {
    return new TreeMap<>(tags)
        .entrySet().stream()
            .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
            .toList();
  }

  private static Map<String, String> plain(List<Tag> tags) {
    Map<String, String> plain = new TreeMap<>();
    tags.forEach(tag -> plain.put(tag.key(), tag.value()));
    return plain;
  }
}
