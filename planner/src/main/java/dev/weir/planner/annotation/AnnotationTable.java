package dev.weir.planner.annotation;

import dev.weir.planner.DidYouMean;
import java.util.List;
import java.util.Optional;

/// Every annotation that planning understands: what the parser reads, what `weir explain` prints
/// and what `docs/annotations.md` lists.
public final class AnnotationTable {

  /// A family such as `actions.` matches any key that it begins; the exact key goes first.
  private static final List<Section> SECTIONS =
      List.of(
          new Section("Groups", GroupAnnotations.ALL),
          new Section("Load balancer", LoadBalancerAnnotations.ALL),
          new Section("Web ACLs and Shield", AddOnAnnotations.ALL),
          new Section("Listeners", ListenerAnnotations.ALL),
          new Section("Rules", RuleAnnotations.ALL),
          new Section("Authentication", AuthAnnotations.ALL),
          new Section("Target groups", TargetGroupAnnotations.ALL),
          new Section("Frontend Network Load Balancer", FrontendNlbAnnotations.ALL),
          new Section("Services: load balancer", ServiceLoadBalancerAnnotations.ALL),
          new Section("Services: listeners", ServiceListenerAnnotations.ALL),
          new Section("Services: target groups", ServiceTargetGroupAnnotations.ALL));

  private static final List<Annotation> ALL =
      SECTIONS.stream().flatMap(section -> section.annotations().stream()).toList();

  private AnnotationTable() {}

  public static List<Annotation> all() {
    return ALL;
  }

  /// The annotations by concern, in the order of the documentation.
  public static List<Section> sections() {
    return SECTIONS;
  }

  /// The annotation with this full key, or the family that the key belongs to.
  public static Optional<Annotation> find(String key) {
    return ALL.stream()
        .filter(annotation -> annotation.key().equals(key))
        .findFirst()
        .or(() ->
            ALL.stream()
                .filter(annotation ->
                    annotation.isFamily()
                        && key.length() > annotation.key().length()
                        && key.startsWith(annotation.key()))
                .findFirst());
  }

  /// Whether a key claims to be one of ours: under the Ingress prefix, or under the Service prefix
  /// with a name that begins with `aws-load-balancer-`.
  public static boolean isOurs(String key) {
    return key.startsWith(Annotation.INGRESS_PREFIX)
        || key.startsWith(Annotation.SERVICE_PREFIX + "aws-load-balancer-");
  }

  /// The known key that an unknown one most likely means, if any is near. Only what follows the
  /// prefix is compared; of a family only what precedes the name.
  public static List<String> didYouMean(String key) {
    int slash = key.indexOf('/');
    String prefix = key.substring(0, slash + 1);
    String suffix = key.substring(slash + 1);
    List<Annotation> candidates =
        ALL.stream().filter(annotation -> annotation.key().startsWith(prefix)).toList();
    return DidYouMean.closest(suffix, suffixes(candidates))
        .or(() ->
            DidYouMean.closest(
                suffix.substring(0, suffix.indexOf('.') + 1),
                suffixes(candidates.stream().filter(Annotation::isFamily).toList())))
        .map(found ->
            candidates.stream()
                .filter(annotation -> annotation.suffix().equals(found))
                .findFirst()
                .orElseThrow()
                .key())
        .stream()
        .toList();
  }

  private static List<String> suffixes(List<Annotation> annotations) {
    return annotations.stream().map(Annotation::suffix).toList();
  }

  /// Annotations of one concern.
  public record Section(String title, List<Annotation> annotations) {
    public Section {
      annotations = List.copyOf(annotations);
    }
  }
}
