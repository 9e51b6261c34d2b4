package dev.weir.controller.deploy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/// An SDK object as plain maps and lists in which what is absent and what is empty look the same.
///
/// Two SDK objects are not `equals` when one has an empty list where the other has none, and the
/// load balancer API answers with either; so desired and observed are compared in this form.
final class SdkForm {
  private SdkForm() {}

  /// Field name, as the API spells it, to value; a fresh map that the caller may change.
  static Map<String, Object> of(SdkPojo pojo) {
    Map<String, Object> form = new TreeMap<>();
    for (SdkField<?> field : pojo.sdkFields()) {
      plain(field.getValueOrDefault(pojo)).ifPresent(value -> form.put(field.memberName(), value));
    }
    return form;
  }

  private static Optional<Object> plain(Object value) {
    return switch (value) {
      case null -> Optional.empty();
      case SdkPojo nested -> nonEmpty(of(nested));
      case Collection<?> items -> nonEmpty(list(items));
      case Map<?, ?> entries ->
          entries.isEmpty() ? Optional.empty() : Optional.of(new TreeMap<>(entries));
      default -> Optional.of(value);
    };
  }

  private static Optional<Object> nonEmpty(Map<String, Object> form) {
    return form.isEmpty() ? Optional.empty() : Optional.of(form);
  }

  private static Optional<Object> nonEmpty(List<Object> items) {
    return items.isEmpty() ? Optional.empty() : Optional.of(items);
  }

  private static List<Object> list(Collection<?> items) {
    List<Object> plain = new ArrayList<>();
    items.forEach(item -> plain(item).ifPresent(plain::add));
    return plain;
  }
}
