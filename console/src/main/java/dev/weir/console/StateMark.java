package dev.weir.console;

/// How a state is marked: a shape and a colour, so that neither is needed to tell it.
public enum StateMark {
  GOOD("M6 0a6 6 0 1 1 0 12A6 6 0 0 1 6 0ZM5.1 8.9 9.4 4.4 8.4 3.5 5 7 3.6 5.7 2.7 6.7Z"),
  PENDING("M6 0a6 6 0 1 1 0 12A6 6 0 0 1 6 0ZM6 1.5a4.5 4.5 0 0 0 0 9Z"),
  LEAVING(
      "M6 0a6 6 0 1 1 0 12A6 6 0 0 1 6 0Z"
          + "M5.3 2.7v4.1L3.7 5.2l-.9.9L6 9.3l3.2-3.2-.9-.9-1.6 1.6V2.7Z"),
  BAD("M6 .4 12 11.6H0ZM5.3 4.2v3.6h1.4V4.2ZM5.3 8.7v1.4h1.4V8.7Z"),
  OFF("M6 0a6 6 0 1 1 0 12A6 6 0 0 1 6 0ZM3 5.3v1.4h6V5.3Z");

  private final String path;

  StateMark(String path) {
    this.path = path;
  }

  /// The mark of a load balancer's or target's state, as the API spells it.
  public static StateMark of(String state) {
    return switch (state) {
      case "active", "healthy" -> GOOD;
      case "provisioning", "initial" -> PENDING;
      case "draining", "unhealthy.draining" -> LEAVING;
      case "unhealthy", "failed", "active_impaired" -> BAD;
      default -> OFF;
    };
  }

  /// The data of an SVG path in a box of 12 by 12, to be filled by the even-odd rule.
  public String path() {
    return path;
  }

  /// For style sheets.
  public String style() {
    return "mark-" + name().toLowerCase(java.util.Locale.ROOT);
  }
}
