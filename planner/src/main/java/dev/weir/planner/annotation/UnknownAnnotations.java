package dev.weir.planner.annotation;

import dev.weir.planner.DidYouMean;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Finds annotations that look like ours but are not known, mostly misspelled ones. The controller
/// ignores them without a word; we warn.
public final class UnknownAnnotations {

  private UnknownAnnotations() {}

  /// One warning for each unknown key on the object, sorted by key, such as `Ingress shop/web:
  /// unknown annotation alb.ingress.kubernetes.io/shceme (did you mean
  /// alb.ingress.kubernetes.io/scheme?)`.
  public static List<String> warnings(HasMetadata object) {
    Map<String, String> annotations = object.getMetadata().getAnnotations();
    List<String> warnings = new ArrayList<>();
    for (String key : annotations == null ? List.<String>of() : sorted(annotations)) {
      if (AnnotationTable.isOurs(key) && AnnotationTable.find(key).isEmpty()) {
        warnings.add(
            object.getKind()
                + " "
                + object.getMetadata().getNamespace()
                + "/"
                + object.getMetadata().getName()
                + ": unknown annotation "
                + key
                + DidYouMean.hint(key, AnnotationTable.keys()));
      }
    }
    return warnings;
  }

  private static List<String> sorted(Map<String, String> annotations) {
    return List.copyOf(new TreeMap<>(annotations).keySet());
  }
}
