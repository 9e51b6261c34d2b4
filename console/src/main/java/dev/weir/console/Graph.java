package dev.weir.console;

import dev.weir.console.TrafficSource.Point;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// A small line graph of the last hour, as points of SVG polylines.
///
/// @param highest the top of the graph with its unit
public record Graph(String title, String highest, List<Line> lines) {
  static final int WIDTH = 240;
  static final int HEIGHT = 56;
  private static final Duration SPAN = Duration.ofHours(1);

  public Graph {
    lines = List.copyOf(lines);
  }

  /// @param now the last value with its unit
  /// @param points `x,y x,y ...`, x from 0 an hour ago to 240 now
  /// @param flat whether it was 0 all the time
  public record Line(String label, String now, String points, boolean flat) {}

  /// The lines to draw: those that were 0 all the time would only hide others.
  public List<Line> drawn() {
    return lines.stream().filter(line -> !line.flat() || lines.size() == 1).toList();
  }

  /// What the graph says, for those who do not see it.
  public String words() {
    return title
        + " in the last hour, highest "
        + highest
        + "; now "
        + String.join(", ", lines.stream().map(line -> line.label() + " " + line.now()).toList());
  }

  /// The graphs of a load balancer.
  static List<Graph> ofLoadBalancer(List<Point> points, Instant now) {
    List<Graph> graphs = new ArrayList<>(ofTargetGroup(points, now));
    graphs.add(
        of(
            "Answers of the load balancer",
            "",
            points,
            now,
            series("2xx", p -> p.elb().class2xx()),
            series("3xx", p -> p.elb().class3xx()),
            series("4xx", p -> p.elb().class4xx()),
            series("5xx", p -> p.elb().class5xx())));
    graphs.add(
        of(
            "Connections",
            "",
            points,
            now,
            series("active", Point::activeConnections),
            series("new", Point::newConnections)));
    return graphs;
  }

  /// The graphs of a target group, whose figures are those of requests.
  static List<Graph> ofTargetGroup(List<Point> points, Instant now) {
    return List.of(
        of("Requests", "/s", points, now, series("requests", Point::requestsPerSecond)),
        of(
            "Latency",
            " ms",
            points,
            now,
            series("p50", Point::p50),
            series("p95", Point::p95),
            series("p99", Point::p99)),
        of(
            "Answers of targets",
            "",
            points,
            now,
            series("2xx", p -> p.target().class2xx()),
            series("3xx", p -> p.target().class3xx()),
            series("4xx", p -> p.target().class4xx()),
            series("5xx", p -> p.target().class5xx())));
  }

  private static Series series(String label, ToDoubleFunction<Point> value) {
    return new Series(label, value);
  }

  private static Graph of(
      String title, String unit, List<Point> points, Instant now, Series... series) {
    double top = 0;
    for (Series each : series) {
      for (Point point : points) {
        top = Math.max(top, each.value().applyAsDouble(point));
      }
    }
    List<Line> lines = new ArrayList<>();
    for (Series each : series) {
      double last = points.isEmpty() ? 0 : each.value().applyAsDouble(points.getLast());
      lines.add(
          new Line(
              each.label(),
              text(last) + unit,
              polyline(points, now, each.value(), top),
              points.stream().allMatch(point -> each.value().applyAsDouble(point) == 0)));
    }
    return new Graph(title, text(top) + unit, lines);
  }

  /// Before the first point there was nothing.
  private static String polyline(
      List<Point> points, Instant now, ToDoubleFunction<Point> value, double top) {
    if (points.isEmpty()) {
      return "0," + HEIGHT + " " + WIDTH + "," + HEIGHT;
    }
    StringBuilder text = new StringBuilder(points.size() * 12);
    double first = x(points.getFirst().at(), now);
    add(text, 0, HEIGHT);
    add(text, first, HEIGHT);
    for (Point point : points) {
      double y = top == 0 ? HEIGHT : HEIGHT - HEIGHT * value.applyAsDouble(point) / top;
      add(text, x(point.at(), now), y);
    }
    return text.toString();
  }

  /// With one decimal; a page has thousands of these.
  private static void add(StringBuilder text, double x, double y) {
    if (!text.isEmpty()) {
      text.append(' ');
    }
    text.append(Math.round(x * 10) / 10.0).append(',').append(Math.round(y * 10) / 10.0);
  }

  private static double x(Instant at, Instant now) {
    double past = (double) Duration.between(at, now).toMillis() / SPAN.toMillis();
    return Math.clamp(WIDTH - WIDTH * past, 0, WIDTH);
  }

  static String text(double value) {
    return value >= 100 || value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.1f", value);
  }

  private record Series(String label, ToDoubleFunction<Point> value) {}
}
