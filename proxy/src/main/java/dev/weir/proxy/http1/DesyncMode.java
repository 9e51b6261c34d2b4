package dev.weir.proxy.http1;

/// What a load balancer does with doubtful requests: the attribute
/// `routing.http.desync_mitigation_mode`.
public enum DesyncMode {
  MONITOR,
  DEFENSIVE,
  STRICTEST;

  public static DesyncMode parse(String value) {
    return switch (value) {
      case "monitor" -> MONITOR;
      case "strictest" -> STRICTEST;
      default -> DEFENSIVE;
    };
  }

  public boolean blocks(DesyncClass found) {
    return switch (this) {
      case MONITOR -> false;
      case DEFENSIVE -> found == DesyncClass.SEVERE;
      case STRICTEST -> found != DesyncClass.COMPLIANT;
    };
  }

  /// Whether both connections end with the exchange.
  public boolean closes(DesyncClass found) {
    return switch (this) {
      case MONITOR -> found == DesyncClass.SEVERE;
      case DEFENSIVE, STRICTEST -> found.compareTo(DesyncClass.AMBIGUOUS) >= 0;
    };
  }
}
