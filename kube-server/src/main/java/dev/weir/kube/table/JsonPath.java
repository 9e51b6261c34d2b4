package dev.weir.kube.table;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// The JSONPath of printer columns: members, `[0]`, `[*]` and `[?(@.type=="Ready")]`.
final class JsonPath {
  private static final Pattern STEP =
      Pattern.compile(
          "\\.([A-Za-z0-9_-]|\\\\.)+|\\[(\\d+)\\]|\\[\\*\\]|\\['([^']+)'\\]"
              + "|\\[\\?\\(@\\.([A-Za-z0-9_.-]+)\\s*==\\s*[\"']([^\"']*)[\"']\\)\\]");

  private final List<Step> steps;

  private sealed interface Step {
    record Member(String name) implements Step {}

    record Element(int index) implements Step {}

    record All() implements Step {}

    record Where(String member, String value) implements Step {}
  }

  private JsonPath(List<Step> steps) {
    this.steps = steps;
  }

  static JsonPath parse(String text) {
    List<Step> steps = new ArrayList<>();
    Matcher matcher = STEP.matcher(text);
    while (matcher.find()) {
      String step = matcher.group();
      if (step.startsWith(".")) {
        steps.add(new Step.Member(step.substring(1).replace("\\.", ".")));
      } else if (matcher.group(2) != null) {
        steps.add(new Step.Element(Integer.parseInt(matcher.group(2))));
      } else if (matcher.group(3) != null) {
        steps.add(new Step.Member(matcher.group(3)));
      } else if (matcher.group(4) != null) {
        steps.add(new Step.Where(matcher.group(4), matcher.group(5)));
      } else {
        steps.add(new Step.All());
      }
    }
    return new JsonPath(List.copyOf(steps));
  }

  List<JsonNode> read(JsonNode root) {
    List<JsonNode> at = List.of(root);
    for (Step step : steps) {
      List<JsonNode> next = new ArrayList<>();
      at.forEach(node -> follow(step, node, next));
      at = next;
    }
    return at;
  }

  private static void follow(Step step, JsonNode node, List<JsonNode> into) {
    switch (step) {
      case Step.Member(String name) -> addPresent(node.path(name), into);
      case Step.Element(int index) -> addPresent(node.path(index), into);
      case Step.All() -> node.forEach(into::add);
      case Step.Where(String member, String value) ->
          node.forEach(child -> {
            if (Cells.scalar(child.path(member)).equals(value)) {
              into.add(child);
            }
          });
    }
  }

  private static void addPresent(JsonNode node, List<JsonNode> into) {
    if (!node.isMissingNode()) {
      into.add(node);
    }
  }
}
