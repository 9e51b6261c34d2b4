package dev.weir.kube.http;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The parts of an object URL; absent ones are "".
///
/// @param group "" for `/api/v1`
/// @param plural the resource, `pods`
/// @param subresource `status`, `scale`, `log`, ...
record ApiPath(
    String group,
    String version,
    String namespace,
    String plural,
    String name,
    String subresource) {

  /// Empty if the path names no resource (discovery, `/version`, ...).
  static Optional<ApiPath> parse(String path) {
    List<String> parts = Arrays.stream(path.split("/")).filter(part -> !part.isEmpty()).toList();
    if (parts.size() >= 3 && parts.getFirst().equals("api")) {
      return Optional.of(resource("", parts.get(1), parts.subList(2, parts.size())));
    }
    if (parts.size() >= 4 && parts.getFirst().equals("apis")) {
      return Optional.of(resource(parts.get(1), parts.get(2), parts.subList(3, parts.size())));
    }
    return Optional.empty();
  }

  private static ApiPath resource(String group, String version, List<String> rest) {
    boolean ofNamespace = rest.getFirst().equals("namespaces") && rest.size() >= 3;
    boolean subresource =
        ofNamespace && rest.size() == 3 && List.of("status", "finalize").contains(rest.get(2));
    if (ofNamespace && !subresource) {
      return new ApiPath(group, version, rest.get(1), rest.get(2), part(rest, 3), part(rest, 4));
    }
    return new ApiPath(group, version, "", rest.getFirst(), part(rest, 1), part(rest, 2));
  }

  private static String part(List<String> parts, int index) {
    return index < parts.size() ? parts.get(index) : "";
  }

  String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }
}
