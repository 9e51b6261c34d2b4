package dev.weir.console;

/// Where the metrics page comes from.
@FunctionalInterface
public interface MetricsSource {

  /// No metrics: the page is empty.
  MetricsSource NONE = () -> "";

  /// All metrics in the Prometheus text format.
  String text();
}
