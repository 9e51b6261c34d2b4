package dev.weir.aws.ec2;

import dev.weir.aws.wire.AwsException;
import dev.weir.store.StateView;
import dev.weir.store.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Resources by id.
final class Found {
  private Found() {}

  /// Those with these ids, or all when there are none.
  ///
  /// @param code the error for an id that is not there
  /// @param noun how the message calls the resource, such as `subnet ID`
  static <V> Collection<V> byIds(
      StateView state, Table<V> table, List<String> ids, String code, String noun) {
    if (ids.isEmpty()) {
      return state.all(table).values();
    }
    List<V> found = new ArrayList<>();
    for (String id : ids.stream().distinct().toList()) {
      found.add(byId(state, table, id, code, noun));
    }
    return found;
  }

  static <V> V byId(StateView state, Table<V> table, String id, String code, String noun) {
    return state
        .find(table, id)
        .orElseThrow(() -> new AwsException(code, "The " + noun + " '" + id + "' does not exist"));
  }
}
