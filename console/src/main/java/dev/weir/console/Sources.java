package dev.weir.console;

/// What the console shows beyond the two APIs, where the process that it runs in can tell it.
///
/// @param changes tells when something may look different
public record Sources(
    ChangeSource changes,
    TrafficSource traffic,
    JournalSource journal,
    RequestExplainer requestExplainer,
    MetricsSource metrics) {

  /// For a console that is pointed at APIs elsewhere: it polls, and has no live figures.
  public static Sources none() {
    return new Sources(
        ChangeSource.everySeconds(5),
        TrafficSource.NONE,
        JournalSource.NONE,
        RequestExplainer.NONE,
        MetricsSource.NONE);
  }
}
