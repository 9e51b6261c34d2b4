package dev.weir.planner.manifest;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.CustomResource;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// The field names of a model class with the types of their values. Safe for use by many threads.
final class FieldTypes {

  private final Map<Class<?>, Map<String, Type>> byClass = new ConcurrentHashMap<>();

  /// Empty for a class that is not an object with fixed fields.
  Map<String, Type> of(Class<?> type) {
    return byClass.computeIfAbsent(type, FieldTypes::read);
  }

  private static Map<String, Type> read(Class<?> type) {
    Map<String, Type> fields = new TreeMap<>();
    if (type.isRecord()) {
      for (RecordComponent component : type.getRecordComponents()) {
        fields.put(nameOf(component), component.getGenericType());
      }
      return fields;
    }
    for (Class<?> level = type;
        level != null && level != Object.class;
        level = level.getSuperclass()) {
      for (Field field : level.getDeclaredFields()) {
        JsonProperty property = field.getAnnotation(JsonProperty.class);
        if (property != null) {
          fields.put(
              property.value().isEmpty() ? field.getName() : property.value(),
              field.getGenericType());
        }
      }
    }
    if (CustomResource.class.isAssignableFrom(type)) {
      addCustomResourceFields(type, fields);
    }
    return fields;
  }

  private static void addCustomResourceFields(Class<?> type, Map<String, Type> fields) {
    ParameterizedType resource = (ParameterizedType) type.getGenericSuperclass();
    fields.put("apiVersion", String.class);
    fields.put("kind", String.class);
    fields.put("metadata", ObjectMeta.class);
    fields.put("spec", resource.getActualTypeArguments()[0]);
    fields.put("status", resource.getActualTypeArguments()[1]);
  }

  private static String nameOf(RecordComponent component) {
    JsonProperty property = component.getAccessor().getAnnotation(JsonProperty.class);
    return property == null || property.value().isEmpty() ? component.getName() : property.value();
  }
}
