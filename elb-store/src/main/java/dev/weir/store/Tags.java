package dev.weir.store;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/// Changes to the tags of resources.
public final class Tags {
  private final Transaction transaction;

  Tags(Transaction transaction) {
    this.transaction = transaction;
  }

  /// Adds tags; those of the same key are overwritten.
  ///
  /// @param resource an ARN, or the id of an EC2 resource
  /// @throws StoreException `TooManyTags`
  public void add(String resource, Map<String, String> more) {
    Map<String, String> before = of(resource);
    Map<String, String> tags = new TreeMap<>(before);
    tags.putAll(more);
    if (tags.size() > Limits.TAGS_PER_RESOURCE) {
      throw new StoreException(
          StoreError.TOO_MANY_TAGS,
          "The maximum number of tags per resource '"
              + Limits.TAGS_PER_RESOURCE
              + "' has been reached on '"
              + resource
              + "'");
    }
    if (!tags.equals(before)) {
      transaction.put(Tables.TAGS, new TagSet(resource, tags));
    }
  }

  /// Removes tags; keys that are not there are ignored.
  public void remove(String resource, Collection<String> keys) {
    Map<String, String> before = of(resource);
    Map<String, String> tags = new TreeMap<>(before);
    tags.keySet().removeAll(keys);
    if (tags.isEmpty()) {
      forget(resource);
    } else if (!tags.equals(before)) {
      transaction.put(Tables.TAGS, new TagSet(resource, tags));
    }
  }

  /// Removes every tag of a resource that is gone.
  public void forget(String resource) {
    transaction.remove(Tables.TAGS, resource);
  }

  public Map<String, String> of(String resource) {
    return of(transaction, resource);
  }

  /// The tags of a resource, sorted by key; empty when it has none.
  public static Map<String, String> of(StateView state, String resource) {
    return state.find(Tables.TAGS, resource).map(TagSet::tags).orElse(Map.of());
  }
}
