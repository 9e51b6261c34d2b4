package dev.weir.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// A small line graph of the last hour, as points of an SVG polyline.
///
/// @param now the last value with its unit
/// @param highest the top of the graph with its unit
public record Graph(String title, String now, String highest, List<Line> lines) {
  static final int WIDTH = 240;
  static final int HEIGHT = 48;

  public Graph {
    lines = List.copyOf(lines);
  }

  /// @param points `x,y x,y ...`
  public record Line(String label, String points) {}

  /// The graphs of a load balancer or target group; none without figures.
  static List<Graph> all(List<TrafficSource.Point> points) {
    if (points.isEmpty()) {
      return List.of();
    }
    return List.of(
        of("Requests", "/s", points, series("requests", p -> p.requestsPerSecond())),
        of(
            "Latency",
            " ms",
            points,
            series("p50", p -> p.p50()),
            series("p95", p -> p.p95()),
            series("p99", p -> p.p99())),
        of(
            "Responses of targets",
            "",
            points,
            series("2xx", p -> p.target().class2xx()),
            series("3xx", p -> p.target().class3xx()),
            series("4xx", p -> p.target().class4xx()),
            series("5xx", p -> p.target().class5xx())),
        of(
            "Responses of the load balancer",
            "",
            points,
            series("2xx", p -> p.elb().class2xx()),
            series("3xx", p -> p.elb().class3xx()),
            series("4xx", p -> p.elb().class4xx()),
            series("5xx", p -> p.elb().class5xx())),
        of(
            "Connections",
            "",
            points,
            series("active", p -> p.activeConnections()),
            series("new", p -> p.newConnections())));
  }

  private static Series series(String label, ToDoubleFunction<TrafficSource.Point> value) {
    return new Series(label, value);
  }

  private static Graph of(
      String title, String unit, List<TrafficSource.Point> points, Series... series) {
    double top = 0;
    for (Series each : series) {
      for (TrafficSource.Point point : points) {
        top = Math.max(top, each.value().applyAsDouble(point));
      }
    }
    List<Line> lines = new ArrayList<>();
    for (Series each : series) {
      lines.add(new Line(each.label(), polyline(points, each.value(), top)));
    }
    double last = series[0].value().applyAsDouble(points.getLast());
    return new Graph(title, text(last) + unit, text(top) + unit, lines);
  }

  private static String polyline(
      List<TrafficSource.Point> points, ToDoubleFunction<TrafficSource.Point> value, double top) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < points.size(); i++) {
      double x = points.size() == 1 ? 0 : (double) WIDTH * i / (points.size() - 1);
      double y = top == 0 ? HEIGHT : HEIGHT - HEIGHT * value.applyAsDouble(points.get(i)) / top;
      text.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
    }
    return text.toString().trim();
  }

  private static String text(double value) {
    return value >= 100 || value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.1f", value);
  }

  private record Series(String label, ToDoubleFunction<TrafficSource.Point> value) {}
}
