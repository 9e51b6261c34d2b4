package dev.weir.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;

/// Listener, rule, target group, target: four columns of boxes and the lines between them.
///
/// @param height of the drawing in pixels
public record ResourceMap(List<Box> boxes, List<Edge> edges, int height) {
  static final int BOX_WIDTH = 220;
  static final int BOX_HEIGHT = 44;
  private static final int ROW = 58;
  private static final int COLUMN = 290;
  private static final int TOP = 34;

  public ResourceMap {
    boxes = List.copyOf(boxes);
    edges = List.copyOf(edges);
  }

  /// @param ways the ids of the ways from listener to target that run through this box
  public record Box(
      String id,
      int x,
      int y,
      String title,
      String detail,
      String href,
      boolean unhealthy,
      String ways) {}

  /// A line between two boxes, as the data of an SVG path.
  public record Edge(String path, boolean unhealthy, String ways) {}

  static ResourceMap of(
      List<ListenerRow> listeners,
      Map<String, TargetGroup> groups,
      Map<String, List<TargetHealthDescription>> health) {
    Drawing drawing = new Drawing();
    for (ListenerRow row : listeners) {
      for (Rule rule : row.rules()) {
        drawing.way(row, rule, groups, health);
      }
    }
    return drawing.done();
  }

  /// Collects ways; every way is a list of nodes, one in each column.
  private static final class Drawing {
    private final List<Map<String, Node>> columns =
        List.of(
            new LinkedHashMap<>(),
            new LinkedHashMap<>(),
            new LinkedHashMap<>(),
            new LinkedHashMap<>());
    private final Map<String, Connection> connections = new LinkedHashMap<>();
    private int ways;

    void way(
        ListenerRow row,
        Rule rule,
        Map<String, TargetGroup> groups,
        Map<String, List<TargetHealthDescription>> health) {
      Node listener =
          node(0, row.title(), row.title(), "listener", "listeners/" + row.listener().port());
      String priority = rule.isDefault() ? "default" : rule.priority();
      Node ruleNode =
          node(
              1,
              row.title() + " " + priority,
              "Priority " + priority,
              String.join("; ", rule.conditions().stream().map(Words::condition).toList()),
              listener.href);
      List<String> arns = targetGroups(rule);
      if (arns.isEmpty()) {
        ruleNode.detail = Words.actions(rule.actions()).getLast().text();
        connect(List.of(listener, ruleNode), false);
      }
      for (String arn : arns) {
        TargetGroup group = groups.get(arn);
        String name = Words.targetGroupName(arn);
        Node groupNode =
            node(2, arn, name, group == null ? "" : text(group), "/target-groups/" + name);
        List<TargetHealthDescription> targets = health.getOrDefault(arn, List.of());
        if (targets.isEmpty()) {
          groupNode.detail = "no targets";
          connect(List.of(listener, ruleNode, groupNode), true);
        }
        for (TargetHealthDescription target : targets) {
          Node targetNode =
              node(
                  3,
                  arn + target.target().id() + target.target().port(),
                  target.target().id() + ":" + target.target().port(),
                  target.targetHealth().stateAsString(),
                  groupNode.href);
          boolean unhealthy = "unhealthy".equals(target.targetHealth().stateAsString());
          connect(List.of(listener, ruleNode, groupNode, targetNode), unhealthy);
        }
      }
    }

    private static String text(TargetGroup group) {
      return group.protocolAsString() + ":" + group.port() + ", " + group.targetTypeAsString();
    }

    private static List<String> targetGroups(Rule rule) {
      List<String> arns = new ArrayList<>();
      for (Action action : rule.actions()) {
        if (action.forwardConfig() != null) {
          action.forwardConfig().targetGroups().forEach(each -> arns.add(each.targetGroupArn()));
        } else if (action.targetGroupArn() != null) {
          arns.add(action.targetGroupArn());
        }
      }
      return arns;
    }

    private Node node(int column, String id, String title, String detail, String href) {
      return columns
          .get(column)
          .computeIfAbsent(
              id, _ -> new Node(column, columns.get(column).size(), title, detail, href));
    }

    private void connect(List<Node> nodes, boolean unhealthy) {
      int way = ways++;
      for (int i = 0; i < nodes.size(); i++) {
        Node node = nodes.get(i);
        node.ways.add(way);
        // Only what is broken itself stands out: the last box of the way.
        node.unhealthy |= unhealthy && i == nodes.size() - 1;
        if (i > 0) {
          Node from = nodes.get(i - 1);
          connections
              .computeIfAbsent(from + "-" + node, _ -> new Connection(from, node))
              .ways
              .add(way);
        }
      }
    }

    ResourceMap done() {
      List<Box> boxes = new ArrayList<>();
      int rows = 0;
      for (int column = 0; column < columns.size(); column++) {
        for (Node node : columns.get(column).values()) {
          boxes.add(node.box());
          rows = Math.max(rows, node.row + 1);
        }
      }
      List<Edge> edges = connections.values().stream().map(Connection::edge).toList();
      return new ResourceMap(boxes, edges, TOP + rows * ROW);
    }
  }

  private static final class Node {
    private final int column;
    private final int row;
    private final String title;
    private final String href;
    private final TreeSet<Integer> ways = new TreeSet<>();
    private String detail;
    private boolean unhealthy;

    Node(int column, int row, String title, String detail, String href) {
      this.column = column;
      this.row = row;
      this.title = title;
      this.detail = detail;
      this.href = href;
    }

    int x() {
      return column * COLUMN;
    }

    int y() {
      return TOP + row * ROW;
    }

    Box box() {
      return new Box(
          toString(),
          x(),
          y(),
          shortened(title, 27),
          shortened(detail, 33),
          href,
          unhealthy,
          words(ways));
    }

    @Override
    public String toString() {
      return column + "." + row;
    }
  }

  private record Connection(Node from, Node to, TreeSet<Integer> ways) {
    Connection(Node from, Node to) {
      this(from, to, new TreeSet<>());
    }

    Edge edge() {
      int x1 = from.x() + BOX_WIDTH;
      int y1 = from.y() + BOX_HEIGHT / 2;
      int x2 = to.x();
      int y2 = to.y() + BOX_HEIGHT / 2;
      int middle = (x1 + x2) / 2;
      String path =
          "M" + x1 + " " + y1 + " C" + middle + " " + y1 + " " + middle + " " + y2 + " " + x2 + " "
              + y2;
      return new Edge(path, to.unhealthy, words(ways));
    }
  }

  private static String words(TreeSet<Integer> numbers) {
    return String.join(" ", numbers.stream().map(String::valueOf).toList());
  }

  private static String shortened(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length - 1) + "…";
  }
}
