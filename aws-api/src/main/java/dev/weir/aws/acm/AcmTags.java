package dev.weir.aws.acm;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.acm.model.Tag;

/// Tags between the ACM API and the store.
final class AcmTags {
  private AcmTags() {}

  static Map<String, String> read(List<Tag> tags) {
    Map<String, String> read = new LinkedHashMap<>();
    tags.forEach(tag -> read.put(tag.key(), tag.value() == null ? "" : tag.value()));
    return read;
  }
}
