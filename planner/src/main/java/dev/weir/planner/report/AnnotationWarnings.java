package dev.weir.planner.report;

import dev.weir.planner.KubernetesObjects;
import dev.weir.planner.annotation.AnnotationTable;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Warns about annotations under our prefixes that nothing reads.
public final class AnnotationWarnings {

  /// An annotation that has no effect.
  ///
  /// @param object such as `Ingress shop/web`
  /// @param similar known keys that may be meant
  public record Warning(String object, String key, List<String> similar) {
    public Warning {
      similar = List.copyOf(similar);
    }

    /// One line.
    @Override
    public String toString() {
      String hint =
          similar.isEmpty() ? "" : " (did you mean " + String.join(" or ", similar) + "?)";
      return object + ": unknown annotation " + key + hint;
    }
  }

  private AnnotationWarnings() {}

  /// The warnings for all Ingresses and Services, sorted by object and key.
  public static List<Warning> of(KubernetesObjects objects) {
    List<Warning> warnings = new ArrayList<>();
    objects.ingresses().forEach(ingress -> add(warnings, "Ingress", ingress));
    objects.services().forEach(service -> add(warnings, "Service", service));
    warnings.sort(Comparator.comparing(Warning::object).thenComparing(Warning::key));
    return warnings;
  }

  private static void add(List<Warning> warnings, String kind, HasMetadata object) {
    Map<String, String> annotations = object.getMetadata().getAnnotations();
    if (annotations == null) {
      return;
    }
    String name =
        kind + " " + object.getMetadata().getNamespace() + "/" + object.getMetadata().getName();
    for (String key : new TreeSet<>(annotations.keySet())) {
      if (AnnotationTable.isOurs(key) && AnnotationTable.find(key).isEmpty()) {
        warnings.add(new Warning(name, key, AnnotationTable.didYouMean(key)));
      }
    }
  }
}
