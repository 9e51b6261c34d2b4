package dev.weir.aws.elbv2;

import dev.weir.aws.wire.AwsException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;

/// Tags between the API and the store.
final class TagLists {
  private TagLists() {}

  /// @throws AwsException `DuplicateTagKeys`, or `ValidationError` for a key or value that is too
  ///   long or reserved
  static Map<String, String> read(List<Tag> tags) {
    Map<String, String> read = new LinkedHashMap<>();
    for (Tag tag : tags) {
      String value = tag.value() == null ? "" : tag.value();
      if (tag.key().isEmpty() || tag.key().length() > 128) {
        throw Checks.constraint(tag.key(), "tags", "Member must have length between 1 and 128");
      }
      Checks.length(value, "tags", 256);
      if (tag.key().startsWith("aws:")) {
        throw Checks.invalid("Tag keys starting with 'aws:' are reserved for system use");
      }
      if (read.put(tag.key(), value) != null) {
        throw new AwsException(
            "DuplicateTagKeys", "The tag key '" + tag.key() + "' was specified more than once");
      }
    }
    return read;
  }

  static List<Tag> write(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toList();
  }
}
