package dev.weir.kube.validate;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import dev.weir.kube.registry.ResourceType;
import dev.weir.kube.registry.ResourceType.Trait;
import dev.weir.kube.schema.Schema;
import dev.weir.kube.schema.Schemas;
import dev.weir.kube.store.Admission;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// Decodes, defaults and validates every write against its type's schema and rules.
public final class SchemaAdmission implements Admission {
  private final Schemas schemas;
  private final BuiltInDefaults defaults;

  public SchemaAdmission(Schemas schemas, Clock clock) {
    this.schemas = schemas;
    this.defaults = new BuiltInDefaults(clock);
  }

  @Override
  public void admit(Write write) {
    ResourceType type = write.type();
    ObjectNode object = write.object();
    Schema schema = schemas.of(type);
    List<String> unknown = TypeCheck.check(type, schema, object, Meta.name(object));
    report(write, unknown);
    boolean custom = type.is(Trait.CUSTOM);
    if (custom) {
      SchemaDefaults.apply(object, schema);
    } else {
      defaults.apply(type, object);
    }
    FieldErrors errors = new FieldErrors();
    if (custom) {
      new SchemaRules(errors, true).check(object, schema, "");
    } else if (!write.status()) {
      ObjectNode wish = Json.object();
      object.properties().stream()
          .filter(entry -> !entry.getKey().equals("status"))
          .forEach(entry -> wish.set(entry.getKey(), entry.getValue()));
      new SchemaRules(errors, false).check(wish, schema, "");
    }
    if (!write.status()) {
      ObjectRules.check(write, errors);
    }
    errors.throwIfAny(type.group(), type.kind(), Meta.name(object));
  }

  private static void report(Write write, List<String> unknown) {
    List<String> texts = new ArrayList<>();
    write.options().duplicates().forEach(path -> texts.add("duplicate field \"" + path + "\""));
    unknown.forEach(path -> texts.add("unknown field \"" + path + "\""));
    if (texts.isEmpty()) {
      return;
    }
    switch (write.options().validation()) {
      case STRICT -> {
        String all = "strict decoding error: " + String.join(", ", texts);
        throw TypeCheck.undecodable(write.type(), all);
      }
      case WARN -> texts.forEach(write.options().warnings());
      case IGNORE -> {}
    }
  }
}
