package dev.weir.planner;

import java.util.EnumMap;
import java.util.Map;

/// The feature gates that are set; every other gate has its default.
public record FeatureGates(Map<FeatureGate, Boolean> settings) {

  public FeatureGates {
    settings = Map.copyOf(settings);
  }

  /// Every gate at its default.
  public static FeatureGates defaults() {
    return new FeatureGates(Map.of());
  }

  /// @throws IllegalArgumentException for a name that is no gate: `unknown feature: <name>`
  public static FeatureGates of(Map<String, Boolean> byName) {
    Map<FeatureGate, Boolean> settings = new EnumMap<>(FeatureGate.class);
    byName.forEach((name, enabled) ->
        settings.put(
            FeatureGate.find(name)
                .orElseThrow(() -> new IllegalArgumentException("unknown feature: " + name)),
            enabled));
    return new FeatureGates(settings);
  }

  public boolean isEnabled(FeatureGate gate) {
    return settings.getOrDefault(gate, gate.isEnabledByDefault());
  }

  public FeatureGates with(FeatureGate gate, boolean enabled) {
    Map<FeatureGate, Boolean> changed = new EnumMap<>(FeatureGate.class);
    changed.putAll(settings);
    changed.put(gate, enabled);
    return new FeatureGates(changed);
  }
}
