package dev.weir.kube.schemas;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How lists and maps merge, from the type tags of the Kubernetes API. */
final class MergeKeys {
  private final Map<String, Map<String, Object>> fields = new HashMap<>();
  private final Set<String> atomicStructs = new HashSet<>();

  static MergeKeys load() {
    MergeKeys keys = new MergeKeys();
    try (InputStream in = MergeKeys.class.getResourceAsStream("/merge-keys.txt");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      lines.lines().filter(line -> !line.isBlank()).forEach(keys::row);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    keys.put("meta/v1 ObjectMeta.ownerReferences", "merge", "uid", "map", "uid");
    keys.put("meta/v1 ObjectMeta.finalizers", "merge", "", "set", "");
    keys.put("meta/v1 ObjectMeta.managedFields", "", "", "atomic", "");
    keys.atomicStructs.add("meta/v1 LabelSelector");
    return keys;
  }

  /** The extensions of a field, by {@code core/v1 PodSpec.containers}. */
  Map<String, Object> of(String field) {
    return fields.getOrDefault(field, Map.of());
  }

  boolean isAtomic(String struct) {
    return atomicStructs.contains(struct);
  }

  private void row(String line) {
    String[] cells = line.strip().split(" ");
    String field = cells[0] + " " + cells[1];
    put(field, value(cells[2]), value(cells[3]), value(cells[4]), value(cells[5]));
    if (line.contains("ATOMICMAP")) {
      atomicStructs.add(field.substring(0, field.indexOf('.')));
      fields.computeIfAbsent(field, k -> new HashMap<>()).put("atomicmap", true);
    }
  }

  private void put(String field, String strategy, String key, String listType, String mapKeys) {
    Map<String, Object> extensions = new HashMap<>();
    if (!strategy.isEmpty()) {
      extensions.put("x-kubernetes-patch-strategy", strategy);
    }
    if (!key.isEmpty()) {
      extensions.put("x-kubernetes-patch-merge-key", key);
    }
    if (!listType.isEmpty()) {
      extensions.put("x-kubernetes-list-type", listType);
    }
    if (!mapKeys.isEmpty()) {
      extensions.put("x-kubernetes-list-map-keys", List.of(mapKeys.split(",")));
    }
    fields.put(field, extensions);
  }

  private static String value(String cell) {
    return cell.substring(cell.indexOf('=') + 1);
  }
}
