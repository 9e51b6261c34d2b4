package dev.weir.controller.flag;

import dev.weir.planner.FeatureGate;
import dev.weir.planner.FeatureGates;
import java.util.EnumMap;
import java.util.Map;

/// The text of `--feature-gates`: `name=bool,...`.
final class FeatureGateText {
  private FeatureGateText() {}

  static FeatureGates parse(String text) {
    Map<FeatureGate, Boolean> settings = new EnumMap<>(FeatureGate.class);
    for (String pair : text.split(",")) {
      if (pair.isBlank()) {
        continue;
      }
      String[] parts = pair.strip().split("=", 2);
      if (parts.length != 2) {
        throw malformed(pair.strip() + " must be formatted as key=value");
      }
      boolean enabled = bool(parts[1]);
      FeatureGate gate =
          FeatureGate.find(parts[0])
              .orElseThrow(() -> new FlagException("unknown feature: " + parts[0]));
      settings.put(gate, enabled);
    }
    return new FeatureGates(settings);
  }

  private static boolean bool(String text) {
    try {
      return FlagType.BOOL.parse(text);
    } catch (IllegalArgumentException e) {
      throw malformed("'" + text + "' is no bool (" + e.getMessage() + ")");
    }
  }

  private static FlagException malformed(String cause) {
    return new FlagException(
        "failed to parse feature-gates settings due to invalid mapStringBool: " + cause);
  }
}
