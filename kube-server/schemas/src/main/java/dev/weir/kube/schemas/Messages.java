package dev.weir.kube.schemas;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All protobuf messages of the Kubernetes API by full name. */
final class Messages {
  private static final List<String> FILES =
      List.of(
          "Meta",
          "Runtime",
          "IntStr",
          "Resource",
          "V1",
          "V1Apps",
          "V1Batch",
          "V1Networking",
          "V1Discovery",
          "V1Coordination",
          "V1Events",
          "V1Rbac",
          "V1Autoscaling",
          "V2Autoscaling",
          "V1Policy",
          "V1Storage",
          "V1Scheduling",
          "V1Admissionregistration",
          "V1Authentication",
          "V1Authorization",
          "V1Apiextensions");

  private final Map<String, Descriptor> byName = new HashMap<>();

  static Messages load() {
    Messages messages = new Messages();
    for (String file : FILES) {
      try {
        Class<?> outer = Class.forName("io.kubernetes.client.proto." + file);
        FileDescriptor descriptor = (FileDescriptor) outer.getMethod("getDescriptor").invoke(null);
        descriptor.getMessageTypes().forEach(m -> messages.byName.put(m.getFullName(), m));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(file, e);
      }
    }
    return messages;
  }

  /** Adds the message and all that it refers to. */
  void collect(String name, Map<String, Descriptor> into) {
    Descriptor message = byName.get(name);
    if (message == null) {
      throw new IllegalArgumentException("message: '" + name + "' (expected: one of the API's)");
    }
    collect(message, into);
  }

  private static void collect(Descriptor message, Map<String, Descriptor> into) {
    if (into.put(message.getFullName(), message) != null) {
      return;
    }
    for (FieldDescriptor field : message.getFields()) {
      if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
        Descriptor type = field.getMessageType();
        if (field.isMapField()) {
          FieldDescriptor value = type.findFieldByName("value");
          if (value.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
            collect(value.getMessageType(), into);
          }
        } else {
          collect(type, into);
        }
      }
    }
  }
}
