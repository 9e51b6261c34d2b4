package dev.weir.kube.schemas;

import com.google.gson.annotations.SerializedName;
import com.google.protobuf.Descriptors.Descriptor;
import io.swagger.annotations.ApiModel;
import io.swagger.annotations.ApiModelProperty;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The client's model class of a message: JSON names, texts and required fields, by reflection. */
final class Model {
  private static final String PACKAGE = "io.kubernetes.client.openapi.models.";

  private final Class<?> type;
  private final Map<String, ApiModelProperty> properties = new HashMap<>();

  private Model(Class<?> type) {
    this.type = type;
    for (Field field : type.getDeclaredFields()) {
      SerializedName name = field.getAnnotation(SerializedName.class);
      if (name != null) {
        properties.put(name.value(), property(field.getName()));
      }
    }
  }

  static Optional<Model> of(Descriptor message) {
    String[] parts = message.getFullName().split("\\.");
    String version = title(parts[parts.length - 2]);
    String group = title(parts[parts.length - 3]);
    String name = message.getName();
    for (String candidate : List.of(version + name, group + version + name)) {
      try {
        return Optional.of(new Model(Class.forName(PACKAGE + candidate)));
      } catch (ClassNotFoundException e) {
        continue;
      }
    }
    return Optional.empty();
  }

  boolean has(String name) {
    return properties.containsKey(name);
  }

  /** The JSON name that differs from this one in upper and lower case alone. */
  Optional<String> ignoringCase(String name) {
    return properties.keySet().stream().filter(name::equalsIgnoreCase).findFirst();
  }

  String description() {
    ApiModel model = type.getAnnotation(ApiModel.class);
    return model == null ? "" : model.description();
  }

  String description(String name) {
    ApiModelProperty property = properties.get(name);
    return property == null ? "" : property.value();
  }

  boolean isRequired(String name) {
    ApiModelProperty property = properties.get(name);
    return property != null && property.required();
  }

  private ApiModelProperty property(String field) {
    String bare = field.startsWith("_") ? field.substring(1) : field;
    for (Method method : type.getMethods()) {
      ApiModelProperty property = method.getAnnotation(ApiModelProperty.class);
      String name = method.getName().replaceFirst("^(get|is)", "");
      if (property != null && (name.equalsIgnoreCase(bare) || name.equalsIgnoreCase(field))) {
        return property;
      }
    }
    return null;
  }

  private static String title(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
