package dev.weir.planner.change;

import dev.weir.planner.stack.ResourceType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What happens to one resource.
public sealed interface Change {

  Subject subject();

  /// The resource.
  ///
  /// @param id in the stack
  /// @param name in AWS, or the id where it has none
  record Subject(ResourceType type, String id, String name) {}

  /// It does not exist and will.
  record Create(Subject subject) implements Change {}

  /// It stays and some fields change.
  record Update(Subject subject, List<FieldChange> fields) implements Change {
    public Update {
      fields = List.copyOf(fields);
    }
  }

  /// It is deleted and made again, because AWS cannot change some field.
  ///
  /// @param reason the fields that force it, or the resource that takes it along
  /// @param dnsName the DNS name that stops working, of a load balancer
  record Replace(Subject subject, String reason, List<FieldChange> fields, @Nullable String dnsName)
      implements Change {
    public Replace {
      fields = List.copyOf(fields);
    }
  }

  /// It exists and no longer will.
  record Destroy(Subject subject) implements Change {}
}
