package dev.weir.planner.ingress;

import dev.weir.planner.Environment;
import dev.weir.planner.FeatureGate;
import dev.weir.planner.PlanError;
import dev.weir.planner.annotation.Annotations;
import dev.weir.planner.annotation.LoadBalancerAnnotations;
import dev.weir.planner.crd.IngressClassParamsSpec.KeyValue;
import io.fabric8.kubernetes.api.model.Service;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// Tags of the resources of a group: default tags over those of the class over those of the Service
/// over those of the Ingress. With gate EnableDefaultTagsLowPriority default tags come last.
final class IngressTags {

  private final Map<String, String> defaultTags;
  private final boolean defaultsLast;
  private final List<String> externallyManaged;

  IngressTags(Environment environment) {
    this.defaultTags = environment.flags().defaultTags();
    this.defaultsLast = environment.isEnabled(FeatureGate.ENABLE_DEFAULT_TAGS_LOW_PRIORITY);
    this.externallyManaged = environment.flags().externalManagedTags();
  }

  /// Tags of what belongs to several Ingresses, which must agree on each key.
  Map<String, String> ofAll(List<ClassifiedIngress> ingresses) {
    KeyConflicts merged = new KeyConflicts();
    for (ClassifiedIngress ingress : ingresses) {
      merged.add(
          own(ingress),
          Map.of(),
          (key, earlier, value) -> "conflicting tag " + key + ": " + earlier + " | " + value);
    }
    return withDefaults(merged.merged());
  }

  /// Tags of what belongs to one Ingress.
  Map<String, String> of(ClassifiedIngress ingress) {
    return withDefaults(own(ingress));
  }

  /// Tags of the certificate that is requested for an Ingress; the gate does not change them.
  Map<String, String> ofCertificate(ClassifiedIngress ingress) {
    return over(defaultTags, own(ingress));
  }

  /// Tags of what belongs to a Service behind an Ingress.
  Map<String, String> of(ClassifiedIngress ingress, Service service) {
    Map<String, String> imposed = imposed(ingress);
    Map<String, String> annotated =
        over(annotated(Annotations.of(service)), annotated(ingress.annotations()));
    requireNotExternal(
        annotated.keySet(),
        "Ingress "
            + ingress.key()
            + " and Service "
            + service.getMetadata().getNamespace()
            + "/"
            + service.getMetadata().getName());
    return withDefaults(over(imposed, annotated));
  }

  private Map<String, String> own(ClassifiedIngress ingress) {
    Map<String, String> imposed = imposed(ingress);
    Map<String, String> annotated = annotated(ingress.annotations());
    requireNotExternal(annotated.keySet(), "Ingress " + ingress.key());
    return over(imposed, annotated);
  }

  private Map<String, String> imposed(ClassifiedIngress ingress) {
    Map<String, String> tags = new TreeMap<>();
    for (KeyValue tag : ingress.params().spec().tags()) {
      tags.put(tag.key(), tag.value());
    }
    requireNotExternal(tags.keySet(), "IngressClassParams " + ingress.params().name());
    return tags;
  }

  private static Map<String, String> annotated(Annotations annotations) {
    return annotations.stringMap(LoadBalancerAnnotations.TAGS).orElse(Map.of());
  }

  private void requireNotExternal(Collection<String> keys, String owner) {
    for (String key : new TreeSet<>(keys)) {
      if (externallyManaged.contains(key)) {
        throw PlanError.inField(
            LoadBalancerAnnotations.TAGS.key(),
            "failed build tags for "
                + owner
                + ": external managed tag key "
                + key
                + " cannot be specified");
      }
    }
  }

  private Map<String, String> withDefaults(Map<String, String> tags) {
    return defaultsLast ? over(tags, defaultTags) : over(defaultTags, tags);
  }

  private static Map<String, String> over(Map<String, String> first, Map<String, String> second) {
    Map<String, String> merged = new TreeMap<>(second);
    merged.putAll(first);
    return merged;
  }
}
