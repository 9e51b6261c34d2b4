package dev.weir.planner.annotation;

import java.util.List;

/// What `weir explain ANNOTATION` prints: everything that the table knows about an annotation.
public final class AnnotationExplanation {

  private AnnotationExplanation() {}

  /// The explanation of an annotation by its full key, or by its key without the prefix.
  ///
  /// @throws IllegalArgumentException for a key that is not in the table, with the nearest ones
  ///   that are
  public static String of(String key) {
    List<Annotation> found = matching(key);
    if (found.isEmpty()) {
      List<String> near = AnnotationTable.didYouMean(key);
      throw new IllegalArgumentException(
          "unknown annotation "
              + key
              + (near.isEmpty() ? "" : " (did you mean " + String.join(" or ", near) + "?)"));
    }
    return String.join("\n", found.stream().map(AnnotationExplanation::text).toList());
  }

  private static List<Annotation> matching(String key) {
    if (key.contains("/")) {
      return AnnotationTable.find(key).stream().toList();
    }
    return List.of(Annotation.INGRESS_PREFIX, Annotation.SERVICE_PREFIX).stream()
        .flatMap(prefix -> AnnotationTable.find(prefix + key).stream())
        .toList();
  }

  private static String text(Annotation annotation) {
    return """
    %s%s
      %s

      Type:     %s
      Default:  %s
      Where:    %s
      Groups:   %s
      Example:  %s
    """
        .formatted(
            annotation.key(),
            annotation.isFamily() ? "<name>" : "",
            annotation.doc(),
            annotation.type().words(),
            annotation.defaultText(),
            annotation.where().words(),
            annotation.merge().words(),
            annotation.example());
  }
}
