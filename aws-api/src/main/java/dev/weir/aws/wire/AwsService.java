package dev.weir.aws.wire;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// One AWS API: its protocol, how its requests are known, and its operations.
///
/// @param name what people call it
/// @param key the `Version` parameter of Query protocols, or the part of `X-Amz-Target` before the
///   dot
public record AwsService(
    String name, String key, Protocol protocol, Map<String, Operation> operations) {
  public AwsService {
    operations = Collections.unmodifiableMap(new TreeMap<>(operations));
  }

  @SafeVarargs
  public static AwsService of(
      String name, String key, Protocol protocol, Collection<Operation>... families) {
    Map<String, Operation> operations = new LinkedHashMap<>();
    List<Operation> all = new ArrayList<>();
    for (Collection<Operation> family : families) {
      all.addAll(family);
    }
    for (Operation operation : all) {
      if (operations.put(operation.name(), operation) != null) {
        throw new IllegalArgumentException(name + ": two operations " + operation.name());
      }
    }
    return new AwsService(name, key, protocol, operations);
  }

  public Optional<Operation> operation(String action) {
    return Optional.ofNullable(operations.get(action));
  }
}
