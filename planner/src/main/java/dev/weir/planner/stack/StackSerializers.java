package dev.weir.planner.stack;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.ser.std.StdSerializer;

/// The types of a stack whose JSON form is not simply their components. Nulls and empty lists and
/// maps are left out; empty texts are not.
final class StackSerializers {

  private static final String REDACTED = "[REDACTED]";

  /// Writes components as they are, except tokens and ports.
  private static final JsonMapper COMPONENTS = builder(leaves()).build();

  private StackSerializers() {}

  static JsonMapper mapper() {
    SimpleModule module = leaves();
    add(module, RuleAction.class, StackSerializers::action);
    add(
        module,
        RuleCondition.class,
        condition -> configured("field", condition.field(), condition.configKey(), condition));
    add(
        module,
        RuleTransform.class,
        transform -> configured("type", transform.type(), transform.configKey(), transform));
    add(module, TargetGroupBindingSpec.class, StackSerializers::binding);
    return builder(module).build();
  }

  private static JsonMapper.Builder builder(SimpleModule module) {
    JsonInclude.Value nonEmpty =
        JsonInclude.Value.construct(JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS);
    return JsonMapper.builder()
        .changeDefaultPropertyInclusion(
            inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
        .withConfigOverride(List.class, override -> override.setInclude(nonEmpty))
        .withConfigOverride(Map.class, override -> override.setInclude(nonEmpty))
        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
        .addModule(module);
  }

  private static SimpleModule leaves() {
    SimpleModule module = new SimpleModule("stack");
    add(module, Token.class, StackSerializers::token);
    add(module, IntOrString.class, IntOrString::getValue);
    return module;
  }

  private static Object token(Token token) {
    return switch (token) {
      case Token.Literal(String value) -> value;
      case Token.Ref(ResourceType type, String id, String field) ->
          Map.of("$ref", "#/resources/" + type.key() + "/" + id + "/" + field);
      case Token.ExistingCertificate _ -> Map.of("$ref", "#/resources///status/certificateARN");
    };
  }

  private static ObjectNode action(RuleAction action) {
    ObjectNode tree = configured("type", action.type(), action.configKey(), action);
    if (action instanceof RuleAction.AuthenticateOidc) {
      ObjectNode config = (ObjectNode) tree.get(action.configKey());
      config.remove("client");
      config.put("clientID", REDACTED).put("clientSecret", REDACTED);
    }
    return tree;
  }

  private static ObjectNode configured(String key, String kind, String configKey, Object config) {
    ObjectNode tree = COMPONENTS.createObjectNode().put(key, kind);
    tree.set(configKey, COMPONENTS.valueToTree(config));
    return tree;
  }

  private static ObjectNode binding(TargetGroupBindingSpec binding) {
    ObjectNode tree = COMPONENTS.createObjectNode();
    ObjectNode template = tree.putObject("template");
    template
        .putObject("metadata")
        .put("namespace", binding.namespace())
        .put("name", binding.name());
    ObjectNode spec = template.putObject("spec");
    JsonNode components = COMPONENTS.valueToTree(binding);
    for (String field : List.of("targetGroupARN", "targetType", "serviceRef", "networking")) {
      copy(components, spec, field);
    }
    if (!binding.nodeLabels().isEmpty()) {
      ObjectNode labels = spec.putObject("nodeSelector").putObject("matchLabels");
      new TreeMap<>(binding.nodeLabels()).forEach(labels::put);
    }
    copy(components, spec, "ipAddressType");
    copy(components, spec, "vpcID");
    if (binding.multiClusterTargetGroup()) {
      spec.put("multiClusterTargetGroup", true);
    }
    copy(components, spec, "targetGroupProtocol");
    return tree;
  }

  private static void copy(JsonNode from, ObjectNode to, String field) {
    JsonNode value = from.get(field);
    if (value != null) {
      to.set(field, value);
    }
  }

  private static <T> void add(SimpleModule module, Class<T> type, Function<T, Object> form) {
    module.addSerializer(
        new StdSerializer<T>(type) {
          @Override
          public void serialize(T value, JsonGenerator out, SerializationContext context) {
            out.writePOJO(form.apply(value));
          }
        });
  }
}
