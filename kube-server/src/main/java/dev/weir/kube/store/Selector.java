package dev.weir.kube.store;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import dev.weir.kube.object.StatusException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Which objects a list or watch shows: label and field requirements, all of which must hold.
///
/// Grammar: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/ and
/// `field-selectors`.
public final class Selector {
  /// Everything.
  public static final Selector ALL = new Selector(List.of());

  private static final Pattern SET =
      Pattern.compile("\\s*([^\\s,=!()]+)\\s+(in|notin)\\s*\\(([^)]*)\\)\\s*");
  private static final Pattern EQUALITY =
      Pattern.compile("\\s*([^\\s,=!()]+)\\s*(==|=|!=)\\s*([^\\s,=!()]*)\\s*");
  private static final Pattern EXISTS = Pattern.compile("\\s*(!?)\\s*([^\\s,=!()]+)\\s*");

  private final List<Predicate<JsonNode>> requirements;

  private Selector(List<Predicate<JsonNode>> requirements) {
    this.requirements = requirements;
  }

  /// Parses `labelSelector` and `fieldSelector` query parameters; "" selects everything.
  ///
  /// @throws StatusException 400 if one cannot be parsed
  public static Selector parse(String labels, String fields) {
    List<Predicate<JsonNode>> requirements = new ArrayList<>();
    for (String part : split(labels)) {
      requirements.add(labelRequirement(part, labels));
    }
    for (String part : split(fields)) {
      requirements.add(fieldRequirement(part, fields));
    }
    return requirements.isEmpty() ? ALL : new Selector(List.copyOf(requirements));
  }

  /// Objects that carry all these labels.
  public static Selector labels(Map<String, String> labels) {
    Map<String, String> wanted = Map.copyOf(labels);
    return new Selector(
        List.of(object -> Meta.labels(object).entrySet().containsAll(wanted.entrySet())));
  }

  /// Objects that a `LabelSelector` (matchLabels, matchExpressions) selects; an empty one selects
  /// everything.
  public static Selector labelSelector(JsonNode selector) {
    List<Predicate<JsonNode>> requirements = new ArrayList<>();
    Meta.texts(selector.path("matchLabels"))
        .forEach((name, value) -> requirements.add(in(name, Set.of(value))));
    for (JsonNode expression : Json.list(selector, "matchExpressions")) {
      requirements.add(expression(expression));
    }
    return new Selector(List.copyOf(requirements));
  }

  /// Objects whose field at the dotted path has that value.
  public static Selector field(String path, String value) {
    return new Selector(List.of(object -> field(object, path).equals(value)));
  }

  /// Both hold.
  public Selector and(Selector other) {
    List<Predicate<JsonNode>> both = new ArrayList<>(requirements);
    both.addAll(other.requirements);
    return new Selector(List.copyOf(both));
  }

  public boolean matches(JsonNode object) {
    for (Predicate<JsonNode> requirement : requirements) {
      if (!requirement.test(object)) {
        return false;
      }
    }
    return true;
  }

  private static Predicate<JsonNode> expression(JsonNode expression) {
    String key = Json.text(expression, "key");
    Set<String> values =
        Json.list(expression, "values").stream()
            .map(JsonNode::asString)
            .collect(Collectors.toUnmodifiableSet());
    return switch (Json.text(expression, "operator")) {
      case "In" -> in(key, values);
      case "NotIn" -> in(key, values).negate();
      case "Exists" -> object -> Meta.labels(object).containsKey(key);
      case "DoesNotExist" -> object -> !Meta.labels(object).containsKey(key);
      default ->
          throw StatusException.badRequest(
              "\""
                  + Json.text(expression, "operator")
                  + "\" is not a valid label selector operator");
    };
  }

  private static Predicate<JsonNode> in(String label, Set<String> values) {
    return object -> {
      String value = Json.at(object, "metadata", "labels").path(label).asString("\0");
      return values.contains(value);
    };
  }

  private static Predicate<JsonNode> labelRequirement(String part, String whole) {
    Matcher set = SET.matcher(part);
    if (set.matches()) {
      Set<String> values =
          Arrays.stream(set.group(3).split(",")).map(String::strip).collect(Collectors.toSet());
      return set.group(2).equals("in")
          ? in(set.group(1), values)
          : in(set.group(1), values).negate();
    }
    Matcher equality = EQUALITY.matcher(part);
    if (equality.matches()) {
      Predicate<JsonNode> equal = in(equality.group(1), Set.of(equality.group(3)));
      return equality.group(2).equals("!=") ? equal.negate() : equal;
    }
    Matcher exists = EXISTS.matcher(part);
    if (exists.matches()) {
      String label = exists.group(2);
      boolean wanted = exists.group(1).isEmpty();
      return object -> Meta.labels(object).containsKey(label) == wanted;
    }
    throw StatusException.badRequest(
        "unable to parse requirement: found '" + part + "' in label selector \"" + whole + "\"");
  }

  private static Predicate<JsonNode> fieldRequirement(String part, String whole) {
    Matcher equality = Pattern.compile("\\s*([^\\s=!]+?)\\s*(==|=|!=)\\s*(.*?)\\s*").matcher(part);
    if (!equality.matches()) {
      throw StatusException.badRequest(
          "invalid selector: '" + whole + "'; can't understand '" + part + "'");
    }
    String path = equality.group(1);
    String value = equality.group(3).replaceAll("\\\\([,=\\\\])", "$1");
    boolean wanted = !equality.group(2).equals("!=");
    return object -> field(object, path).equals(value) == wanted;
  }

  private static String field(JsonNode object, String path) {
    JsonNode at = Json.at(object, path.split("\\."));
    if (at.isMissingNode() || at.isNull()) {
      // core/v1 events name the component in two places
      return path.equals("reportingComponent") ? Json.text(object, "source", "component") : "";
    }
    return at.isString() ? at.stringValue() : at.toString();
  }

  private static List<String> split(String selector) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    int depth = 0;
    for (int i = 0; i < selector.length(); i++) {
      char c = selector.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      boolean escaped = i > 0 && selector.charAt(i - 1) == '\\';
      if (c == ',' && depth == 0 && !escaped) {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    parts.add(part.toString());
    return parts.stream().filter(text -> !text.isBlank()).toList();
  }
}
