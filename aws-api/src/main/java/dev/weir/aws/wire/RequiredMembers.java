package dev.weir.aws.wire;

import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.RequiredTrait;

/// Finds members that a request must have and has not.
final class RequiredMembers {
  private RequiredMembers() {}

  /// The path of the first member that is missing, as AWS tells it: `actions.1.member.type`.
  static Optional<String> missing(SdkPojo pojo) {
    return Optional.ofNullable(missing(pojo, ""));
  }

  private static @Nullable String missing(SdkPojo pojo, String prefix) {
    for (SdkField<?> field : pojo.sdkFields()) {
      Object value = field.getValueOrDefault(pojo);
      String path = prefix + lowerFirst(field.memberName());
      if (value == null && field.containsTrait(RequiredTrait.class)) {
        return path;
      }
      String inner = value == null ? null : inside(value, path);
      if (inner != null) {
        return inner;
      }
    }
    return null;
  }

  private static @Nullable String inside(Object value, String path) {
    if (value instanceof SdkPojo pojo) {
      return missing(pojo, path + ".");
    }
    if (value instanceof Collection<?> list) {
      int position = 1;
      for (Object member : list) {
        String inner =
            member instanceof SdkPojo pojo
                ? missing(pojo, path + "." + position + ".member.")
                : null;
        if (inner != null) {
          return inner;
        }
        position++;
      }
    }
    return null;
  }

  private static String lowerFirst(String name) {
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }
}
