package dev.weir.store;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// The tags of one resource, sorted by key.
///
/// @param resource the ARN of the resource, or its id for EC2 resources
public record TagSet(String resource, Map<String, String> tags) {
  public TagSet {
    tags = Collections.unmodifiableMap(new TreeMap<>(tags));
  }
}
