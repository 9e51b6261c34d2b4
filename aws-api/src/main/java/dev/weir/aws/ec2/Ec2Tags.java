package dev.weir.aws.ec2;

import dev.weir.aws.wire.AwsException;
import dev.weir.store.StateView;
import dev.weir.store.Tags;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/// Tags between the EC2 API and the store.
final class Ec2Tags {
  private Ec2Tags() {}

  static List<Tag> of(StateView state, String resource) {
    return Tags.of(state, resource).entrySet().stream()
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toList();
  }

  static Map<String, String> read(List<Tag> tags) {
    Map<String, String> read = new LinkedHashMap<>();
    for (Tag tag : tags) {
      if (tag.key() == null || tag.key().isEmpty() || tag.key().length() > 127) {
        throw new AwsException("InvalidParameterValue", "Tag keys must have 1 to 127 characters");
      }
      if (tag.key().startsWith("aws:")) {
        throw new AwsException(
            "InvalidParameterValue", "Tag keys starting with 'aws:' are reserved for internal use");
      }
      read.put(tag.key(), tag.value() == null ? "" : tag.value());
    }
    return read;
  }

  /// The tags that a creating request gives to resources of this type.
  static Map<String, String> read(List<TagSpecification> specifications, String resourceType) {
    Map<String, String> read = new LinkedHashMap<>();
    for (TagSpecification specification : specifications) {
      if (!resourceType.equals(specification.resourceTypeAsString())) {
        throw new AwsException(
            "InvalidParameterValue",
            "'"
                + specification.resourceTypeAsString()
                + "' is not a valid taggable resource type for this operation.");
      }
      read.putAll(read(specification.tags()));
    }
    return read;
  }
}
