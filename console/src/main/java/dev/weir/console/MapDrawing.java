package dev.weir.console;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Places the boxes of a resource map and draws the lines between them.
///
/// A box stands as high as the first box that leads to it, if that place is free.
final class MapDrawing {
  private static final int COLUMNS = 4;
  private static final int TARGET_COLUMN = 3;
  private static final int COLUMN = 287;
  private static final int WIDTH = 248;
  private static final int HEIGHT = 46;
  private static final int ROW = 58;
  private static final int TOP = 30;
  private static final int TITLE = 32;
  private static final int DETAIL = 34;

  private final List<Map<String, Node>> columns =
      Stream.<Map<String, Node>>generate(LinkedHashMap::new).limit(COLUMNS).toList();
  private final Map<String, Connection> connections = new LinkedHashMap<>();
  private final Map<List<Node>, Integer> ways = new HashMap<>();

  /// The node of this id in a column, made when it is not there yet.
  Node node(int column, String id, String title, String detail, String href) {
    return columns.get(column).computeIfAbsent(id, _ -> new Node(column, title, detail, href));
  }

  /// Connects nodes of adjacent columns. What leads to different targets of a group is one way.
  void way(List<Node> nodes) {
    List<Node> toGroup = nodes.stream().filter(node -> node.column < TARGET_COLUMN).toList();
    int way = ways.computeIfAbsent(toGroup, _ -> ways.size());
    Node before = nodes.getFirst();
    before.place(rows(), columns.getFirst());
    before.ways.add(way);
    for (Node node : nodes.subList(1, nodes.size())) {
      node.place(before.row, columns.get(node.column));
      node.ways.add(way);
      Node from = before;
      connections
          .computeIfAbsent(from.position() + "-" + node.position(), _ -> new Connection(from, node))
          .ways
          .add(way);
      before = node;
    }
  }

  /// How many rows are taken.
  private int rows() {
    return columns.stream()
        .flatMap(column -> column.values().stream())
        .mapToInt(node -> node.row + 1)
        .max()
        .orElse(0);
  }

  ResourceMap done(String leftOut) {
    Map<Node, String> lines = new HashMap<>();
    List<ResourceMap.Edge> edges = new ArrayList<>();
    for (Connection connection : connections.values()) {
      if (connection.to.column == TARGET_COLUMN) {
        lines.put(connection.to, connection.path());
      } else {
        edges.add(connection.edge());
      }
    }
    List<ResourceMap.Box> boxes =
        columns.stream()
            .flatMap(column -> column.values().stream())
            .map(node -> node.box(lines.getOrDefault(node, "")))
            .toList();
    return new ResourceMap(boxes, edges, TOP + rows() * ROW, ways.size(), leftOut);
  }

  /// One box.
  static final class Node {
    private final int column;
    private final String title;
    private final String detail;
    private final String href;
    private final TreeSet<Integer> ways = new TreeSet<>();
    private int row = -1;
    private String state = "";
    private boolean bad;

    Node(int column, String title, String detail, String href) {
      this.column = column;
      this.title = title;
      this.detail = detail;
      this.href = href;
    }

    String href() {
      return href;
    }

    void markBad() {
      bad = true;
    }

    /// A target's state, as the API spells it.
    void state(String newState) {
      state = newState;
      bad = StateMark.of(newState) == StateMark.BAD;
    }

    private void place(int atLeast, Map<String, Node> column) {
      if (row < 0) {
        int next = column.values().stream().mapToInt(node -> node.row + 1).max().orElse(0);
        row = Math.max(next, atLeast);
      }
    }

    private String position() {
      return column + "." + row;
    }

    private int x() {
      return column * COLUMN;
    }

    private int y() {
      return TOP + row * ROW;
    }

    private ResourceMap.Box box(String line) {
      return new ResourceMap.Box(
          x(),
          y(),
          shortened(title, TITLE),
          shortened(detail, DETAIL),
          detail.isEmpty() ? title : title + ", " + detail,
          href,
          state,
          bad,
          classes(ways),
          line);
    }
  }

  private record Connection(Node from, Node to, TreeSet<Integer> ways) {
    Connection(Node from, Node to) {
      this(from, to, new TreeSet<>());
    }

    ResourceMap.Edge edge() {
      return new ResourceMap.Edge(path(), to.bad, classes(ways));
    }

    String path() {
      int x1 = from.x() + WIDTH;
      int y1 = from.y() + HEIGHT / 2;
      int x2 = to.x();
      int y2 = to.y() + HEIGHT / 2;
      int middle = (x1 + x2) / 2;
      return String.join(
          " ", "M" + x1, y1 + " C" + middle, y1 + " " + middle, y2 + " " + x2, String.valueOf(y2));
    }
  }

  private static String classes(TreeSet<Integer> ways) {
    return String.join(" ", ways.stream().map(WayStyles::className).toList());
  }

  private static String shortened(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length - 1) + "…";
  }
}
