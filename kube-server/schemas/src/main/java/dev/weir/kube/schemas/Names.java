package dev.weir.kube.schemas;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.Optional;

/** From protobuf names to those of OpenAPI and JSON. */
final class Names {
  private Names() {}

  /** {@code k8s.io.api.core.v1.Pod} is {@code io.k8s.api.core.v1.Pod}. */
  static String schema(Descriptor message) {
    return message
        .getFullName()
        .replaceFirst("^k8s\\.io\\.", "io.k8s.")
        .replace("apiextensions_apiserver", "apiextensions-apiserver");
  }

  /** The JSON name; empty for a struct whose fields are inlined in its parent. */
  static String json(FieldDescriptor field) {
    String name = field.getName();
    Optional<Model> model = Model.of(field.getContainingType());
    if (model.isEmpty() || model.get().has(name)) {
      return name;
    }
    Optional<String> other = model.get().ignoringCase(name);
    if (other.isPresent()) {
      return other.get();
    }
    String kebab = name.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
    if (model.get().has("$" + name)) {
      return "$" + name;
    }
    if (model.get().has(kebab)) {
      return kebab;
    }
    return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE && !field.isRepeated()
        ? ""
        : name;
  }
}
