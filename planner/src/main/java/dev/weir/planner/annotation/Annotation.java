package dev.weir.planner.annotation;

/// An annotation that planning understands.
///
/// @param key the full key; a key that ends in `.` is completed by [#with(String)]
/// @param type the grammar of its value
/// @param defaultText what holds without it, in words
/// @param where the objects that it may stand on, in words
/// @param merge what happens when several members of an Ingress group set it
/// @param example a value
/// @param doc what it does, in one sentence
public record Annotation(
    String key,
    Type type,
    String defaultText,
    Where where,
    Merge merge,
    String example,
    String doc) {

  /// The prefix of annotations on Ingresses and on Services behind an Application Load Balancer.
  public static final String INGRESS_PREFIX = "alb.ingress.kubernetes.io/";

  /// The prefix of annotations on Services of type LoadBalancer.
  public static final String SERVICE_PREFIX = "service.beta.kubernetes.io/";

  /// The annotation for one name, such as `actions.` with the Service name `forward-all`.
  public Annotation with(String rest) {
    return new Annotation(key + rest, type, defaultText, where, merge, example, doc);
  }

  /// Whether a name completes the key.
  public boolean isFamily() {
    return key.endsWith(".");
  }

  /// The key without its prefix.
  public String suffix() {
    return key.substring(key.indexOf('/') + 1);
  }

  /// The grammar of a value.
  public enum Type {
    STRING("text"),
    BOOL("boolean"),
    INT32("whole number (32 bits)"),
    INT64("whole number (64 bits)"),
    STRING_LIST("list: a,b"),
    STRING_MAP("map: a=b,c=d"),
    JSON("JSON");

    private final String words;

    Type(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  /// The objects that an annotation may stand on.
  public enum Where {
    INGRESS("Ingress"),
    INGRESS_AND_SERVICE("Ingress, Service (the Service wins)"),
    SERVICE("Service of type LoadBalancer");

    private final String words;

    Where(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  /// What happens when several members of an Ingress group set an annotation.
  public enum Merge {
    EXCLUSIVE("all members that set it must agree"),
    EXCLUSIVE_PER_KEY("members must agree on each key"),
    EXCLUSIVE_PER_PORT("members that open the same port must agree"),
    MERGED("the values of all members are put together"),
    PER_OBJECT("holds for its own object only");

    private final String words;

    Merge(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }
}
