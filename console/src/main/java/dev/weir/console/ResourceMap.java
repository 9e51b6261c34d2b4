package dev.weir.console;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;

/// Listener, rule, target group, target: four columns of boxes and the lines between them.
///
/// @param height of the drawing in pixels
/// @param ways how many ways from listener to target group there are
/// @param leftOut what is not drawn because there is too much of it, in words; empty when all is
public record ResourceMap(List<Box> boxes, List<Edge> edges, int height, int ways, String leftOut) {
  private static final int RULES = 60;
  private static final int TARGETS = 12;

  public ResourceMap {
    boxes = List.copyOf(boxes);
    edges = List.copyOf(edges);
  }

  /// @param title may be shortened to fit; `label` is not
  /// @param state a target's state; empty for other boxes
  /// @param bad whether the box stands out: an unhealthy target, a group with no healthy target
  /// @param ways the classes of the ways from listener to target group that run through this box
  /// @param line the line that leads to a target, which is lit with it alone; empty for other boxes
  public record Box(
      int x,
      int y,
      String title,
      String detail,
      String label,
      String href,
      String state,
      boolean bad,
      String ways,
      String line) {}

  /// A line between two boxes, down to target groups, as the data of an SVG path.
  public record Edge(String path, boolean bad, String ways) {}

  /// The stylesheet that lights the ways of this map.
  public String styles() {
    return "/assets/" + WayStyles.nameFor(ways);
  }

  /// The target groups that will be drawn, whose health the map needs.
  static Set<String> drawnGroups(List<ListenerRow> listeners) {
    Set<String> arns = new HashSet<>();
    for (ListenerRow row : listeners) {
      row.rules().stream().limit(RULES).forEach(rule -> arns.addAll(targetGroups(rule)));
    }
    return arns;
  }

  /// @param path the path of the load balancer's page
  static ResourceMap of(
      String path,
      List<ListenerRow> listeners,
      Map<String, TargetGroup> groups,
      Map<String, List<TargetHealthDescription>> health) {
    MapDrawing drawing = new MapDrawing();
    int leftOut = 0;
    for (ListenerRow row : listeners) {
      MapDrawing.Node listener =
          drawing.node(
              0, row.title(), row.title(), "", path + "/listeners/" + row.listener().port());
      leftOut += Math.max(0, row.rules().size() - RULES);
      for (Rule rule : row.rules().stream().limit(RULES).toList()) {
        addRule(drawing, listener, rule, groups, health);
      }
    }
    return drawing.done(leftOut == 0 ? "" : leftOut + " more rules are on the listeners' pages.");
  }

  private static void addRule(
      MapDrawing drawing,
      MapDrawing.Node listener,
      Rule rule,
      Map<String, TargetGroup> groups,
      Map<String, List<TargetHealthDescription>> health) {
    String conditions =
        rule.isDefault()
            ? "otherwise"
            : String.join(
                "; ",
                rule.conditions().stream().map(each -> Words.condition(each).text()).toList());
    MapDrawing.Node node =
        drawing.node(
            1,
            rule.ruleArn(),
            rule.isDefault() ? "Default rule" : "Priority " + rule.priority(),
            conditions,
            listener.href());
    List<String> arns = targetGroups(rule);
    if (arns.isEmpty()) {
      String answer = Words.actions(rule.actions()).getLast().text();
      MapDrawing.Node end = drawing.node(2, rule.ruleArn(), answer, "no target", listener.href());
      drawing.way(List.of(listener, node, end));
    }
    for (String arn : arns) {
      addGroup(
          drawing,
          List.of(listener, node),
          arn,
          groups.get(arn),
          health.getOrDefault(arn, List.of()));
    }
  }

  private static void addGroup(
      MapDrawing drawing,
      List<MapDrawing.Node> way,
      String arn,
      @org.jspecify.annotations.Nullable TargetGroup group,
      List<TargetHealthDescription> targets) {
    String name = Words.targetGroupName(arn);
    String protocol =
        group == null
            ? ""
            : group.protocolAsString() + ":" + group.port() + ", " + group.targetTypeAsString();
    long healthy =
        targets.stream()
            .filter(each -> "healthy".equals(each.targetHealth().stateAsString()))
            .count();
    String counts =
        targets.isEmpty() ? "no targets" : healthy + " of " + targets.size() + " healthy";
    MapDrawing.Node groupNode =
        drawing.node(
            2,
            arn,
            name,
            protocol.isEmpty() ? counts : protocol + " · " + counts,
            "/target-groups/" + name);
    if (healthy == 0) {
      groupNode.markBad();
    }
    if (targets.isEmpty()) {
      drawing.way(append(way, groupNode));
    }
    for (TargetHealthDescription target : targets.stream().limit(TARGETS).toList()) {
      String state = target.targetHealth().stateAsString();
      String address = target.target().id() + ":" + target.target().port();
      MapDrawing.Node node = drawing.node(3, arn + address, address, state, groupNode.href());
      node.state(state);
      drawing.way(append(append(way, groupNode), node));
    }
    if (targets.size() > TARGETS) {
      MapDrawing.Node more =
          drawing.node(
              3,
              arn + "more",
              (targets.size() - TARGETS) + " more",
              "on the target group's page",
              groupNode.href());
      drawing.way(append(append(way, groupNode), more));
    }
  }

  private static <T> List<T> append(List<T> list, T last) {
    List<T> all = new ArrayList<>(list);
    all.add(last);
    return all;
  }

  private static List<String> targetGroups(Rule rule) {
    List<String> arns = new ArrayList<>();
    for (Action action : rule.actions()) {
      if (action.forwardConfig() != null) {
        action.forwardConfig().targetGroups().stream()
            .map(TargetGroupTuple::targetGroupArn)
            .forEach(arns::add);
      } else if (action.targetGroupArn() != null) {
        arns.add(action.targetGroupArn());
      }
    }
    return arns;
  }
}
