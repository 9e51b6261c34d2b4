package dev.weir.proxy.target;

import dev.weir.elb.Target.TargetKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The targets of a group that new requests may go to. Never changes; replaced as a whole.
final class Eligible {
  static final Eligible NONE = new Eligible(List.of(), false);

  final TargetSlot[] slots;

  /// Whether these are all targets because too few are healthy.
  final boolean failOpen;

  private final Map<TargetKey, TargetSlot> byKey = new HashMap<>();

  Eligible(List<TargetSlot> slots, boolean failOpen) {
    this.slots = slots.toArray(TargetSlot[]::new);
    this.failOpen = failOpen;
    slots.forEach(slot -> byKey.put(slot.key(), slot));
  }

  @Nullable TargetSlot find(TargetKey key) {
    return byKey.get(key);
  }
}
