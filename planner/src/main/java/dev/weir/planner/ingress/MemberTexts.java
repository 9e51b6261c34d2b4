package dev.weir.planner.ingress;

import dev.weir.planner.annotation.Annotation;
import dev.weir.planner.crd.IngressClassParamsSpec;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The different texts that the members of a group give for one setting on which they must agree.
final class MemberTexts {

  private MemberTexts() {}

  /// For each member the setting of its class, else the annotation; members without either are left
  /// out.
  static SortedSet<String> of(
      List<ClassifiedIngress> members,
      Annotation annotation,
      Function<IngressClassParamsSpec, @Nullable String> param) {
    SortedSet<String> texts = new TreeSet<>();
    for (ClassifiedIngress member : members) {
      text(member, annotation, param).ifPresent(texts::add);
    }
    return texts;
  }

  /// As above, for an annotation that classes cannot set.
  static SortedSet<String> of(List<ClassifiedIngress> members, Annotation annotation) {
    return of(members, annotation, _ -> null);
  }

  /// The setting of the member's class, else the annotation.
  static Optional<String> text(
      ClassifiedIngress member,
      Annotation annotation,
      Function<IngressClassParamsSpec, @Nullable String> param) {
    String imposed = param.apply(member.params().spec());
    return imposed != null && !imposed.isEmpty()
        ? Optional.of(imposed)
        : member.annotations().string(annotation);
  }
}
