package dev.weir.kube.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import dev.weir.kube.object.StatusException;
import dev.weir.kube.schema.Schema;
import dev.weir.kube.schema.Schemas;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class ServerSideApplyTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-24T10:00:00Z"), ZoneOffset.UTC);
  private static final Schemas SCHEMAS = Schemas.load();
  private static final Schema DEPLOYMENT = SCHEMAS.named("io.k8s.api.apps.v1.Deployment");
  private static final Schema SERVICE = SCHEMAS.named("io.k8s.api.core.v1.Service");
  private static final Schema POD = SCHEMAS.named("io.k8s.api.core.v1.Pod");
  private static final Schema CONFIG_MAP = SCHEMAS.named("io.k8s.api.core.v1.ConfigMap");
  private static final Schema INGRESS = SCHEMAS.named("io.k8s.api.networking.v1.Ingress");

  private static Schema schema(String kind) {
    return switch (kind) {
      case "deployment" -> DEPLOYMENT;
      case "service" -> SERVICE;
      case "pod" -> POD;
      case "ingress" -> INGRESS;
      default -> CONFIG_MAP;
    };
  }

  private static ObjectNode json(String text) {
    return Json.parse(text.replace('\'', '"'));
  }

  private static ServerSideApply by(String manager, Schema schema, boolean force) {
    return new ServerSideApply(
        schema, new ServerSideApply.Manager(manager, "v1", ""), force, CLOCK);
  }

  private static ObjectNode withoutOwners(ObjectNode object) {
    ObjectNode copy = object.deepCopy();
    Meta.of(copy).remove("managedFields");
    copy.remove("metadata");
    return copy;
  }

  /// The first manager creates the object, the second applies, then the first applies again.
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a field that is no longer applied goes | config | {'data':{'a':'1','b':'2'}} | - | {'data':{'a':'1'}} | {'data':{'a':'1'}}",
        "all fields of a map go | config | {'data':{'a':'1'},'immutable':false} | - | {'immutable':false} | {'immutable':false}",
        "another's field stays | config | {'data':{'a':'1'}} | {'data':{'b':'2'}} | {'data':{'a':'3'}} | {'data':{'a':'3','b':'2'}}",
        "a shared field stays | config | {'data':{'a':'1','b':'2'}} | {'data':{'b':'2'}} | {'data':{'a':'1'}} | {'data':{'a':'1','b':'2'}}",
        "containers merge by name | pod | {'spec':{'containers':[{'name':'a','image':'1'}]}} | {'spec':{'containers':[{'name':'b','image':'1'}]}} | {'spec':{'containers':[{'name':'a','image':'2'}]}} | {'spec':{'containers':[{'name':'a','image':'2'},{'name':'b','image':'1'}]}}",
        "a list element goes whole | pod | {'spec':{'containers':[{'name':'a','image':'1'},{'name':'b','image':'1'}]}} | - | {'spec':{'containers':[{'name':'b','image':'1'}]}} | {'spec':{'containers':[{'name':'b','image':'1'}]}}",
        "an element owned in part stays in part | pod | {'spec':{'containers':[{'name':'a','image':'1','command':['x']}]}} | {'spec':{'containers':[{'name':'a','image':'1'}]}} | {'spec':{'hostNetwork':true}} | {'spec':{'containers':[{'name':'a','image':'1'}],'hostNetwork':true}}",
        "ports merge by port and protocol | service | {'spec':{'ports':[{'port':80,'protocol':'TCP'}]}} | {'spec':{'ports':[{'port':80,'protocol':'UDP'}]}} | {'spec':{'ports':[{'port':80,'protocol':'TCP','targetPort':8080}]}} | {'spec':{'ports':[{'port':80,'protocol':'TCP','targetPort':8080},{'port':80,'protocol':'UDP'}]}}",
        "the default protocol is part of the key | service | {'spec':{'ports':[{'port':80,'protocol':'TCP','targetPort':1}]}} | {'spec':{'ports':[{'port':80,'protocol':'TCP'}]}} | {'spec':{'ports':[{'port':80,'targetPort':8080}]}} | {'spec':{'ports':[{'port':80,'protocol':'TCP','targetPort':8080}]}}",
        "an emptied list of elements goes | service | {'spec':{'ports':[{'port':80}],'type':'ClusterIP'}} | - | {'spec':{'type':'ClusterIP'}} | {'spec':{'type':'ClusterIP'}}",
        "an atomic list is one field | ingress | {'spec':{'rules':[{'host':'a'},{'host':'b'}]}} | - | {'spec':{'rules':[{'host':'c'}]}} | {'spec':{'rules':[{'host':'c'}]}}",
        "an atomic map is one field | service | {'spec':{'selector':{'a':'1','b':'2'}}} | - | {'spec':{'selector':{'c':'3'}}} | {'spec':{'selector':{'c':'3'}}}",
        "the applied order counts | pod | {'spec':{'containers':[{'name':'a'},{'name':'b'}]}} | - | {'spec':{'containers':[{'name':'b'},{'name':'a'}]}} | {'spec':{'containers':[{'name':'b'},{'name':'a'}]}}",
      })
  void appliesAgain(
      String what, String kind, String first, String other, String again, String expected) {
    Schema schema = schema(kind.strip());
    ObjectNode object = by("one", schema, false).create(json(first));
    if (!other.strip().equals("-")) {
      object = by("two", schema, false).apply(object, json(other));
    }

    ObjectNode applied = by("one", schema, false).apply(object, json(again));

    assertThat(withoutOwners(applied)).isEqualTo(json(expected));
  }

  @Test
  void ownedFieldsAreWrittenDownAsKubernetesDoes() {
    ObjectNode object =
        by("one", DEPLOYMENT, false)
            .create(
                json(
                    "{'metadata':{'name':'x','labels':{'a':'1'},'finalizers':['f']},'spec':{'replicas':1,'template':{"
                        + "'spec':{'containers':[{'name':'web','image':'i'}]}}}}"));

    assertThat(Json.list(object, "metadata", "managedFields"))
        .containsExactly(
            json(
                "{'manager':'one','operation':'Apply','apiVersion':'v1','time':'2026-11-24T10:00:00Z','fieldsType':'FieldsV1',"
                    + "'fieldsV1':{'f:metadata':{'f:finalizers':{'v:\\\"f\\\"':{}},'f:labels':{'f:a':{}}},'f:spec':{'f:replicas':{},"
                    + "'f:template':{'f:spec':{'f:containers':{'k:{\\\"name\\\":\\\"web\\\"}':{'.':{},'f:image':{},'f:name':{}}}}}}}}"));
  }

  @Test
  void aDifferentValueOfAnothersFieldIsAConflict() {
    ObjectNode object =
        by("one", DEPLOYMENT, false).create(json("{'spec':{'replicas':1,'paused':true}}"));

    assertThatThrownBy(
            () -> by("two", DEPLOYMENT, false).apply(object, json("{'spec':{'replicas':2}}")))
        .isInstanceOf(StatusException.class)
        .hasMessage("Apply failed with 1 conflict: conflict with \"one\": .spec.replicas");
    assertThatThrownBy(() ->
            by("two", DEPLOYMENT, false)
                .apply(object, json("{'spec':{'replicas':2,'paused':false}}")))
        .hasMessage(
            "Apply failed with 2 conflicts: conflicts with \"one\":\n- .spec.paused\n- .spec.replicas");
  }

  @Test
  void theSameValueIsOwnedTogether() {
    ObjectNode object = by("one", DEPLOYMENT, false).create(json("{'spec':{'replicas':1}}"));

    ObjectNode applied =
        by("two", DEPLOYMENT, false).apply(object, json("{'spec':{'replicas':1}}"));

    assertThat(Json.list(applied, "metadata", "managedFields")).hasSize(2);
  }

  @Test
  void forceTakesTheFieldFromItsOwner() {
    ObjectNode object =
        by("one", DEPLOYMENT, false).create(json("{'spec':{'replicas':1,'paused':true}}"));

    ObjectNode applied = by("two", DEPLOYMENT, true).apply(object, json("{'spec':{'replicas':2}}"));

    assertThat(Json.number(applied, 0, "spec", "replicas")).isEqualTo(2);
    assertThat(Json.list(applied, "metadata", "managedFields"))
        .extracting(entry -> Json.text(entry, "manager") + entry.path("fieldsV1"))
        .containsExactly(
            "one{\"f:spec\":{\"f:paused\":{}}}", "two{\"f:spec\":{\"f:replicas\":{}}}");
  }

  @Test
  void anUpdateOwnsWhatItChangesAndConflictsNameIt() {
    ObjectNode object = by("one", DEPLOYMENT, false).create(json("{'spec':{'replicas':1}}"));
    ObjectNode updated = object.deepCopy();
    Json.child(updated, "spec").put("replicas", 5);
    ServerSideApply.trackUpdate(
        object,
        updated,
        DEPLOYMENT,
        new ServerSideApply.Manager("kubectl-scale", "apps/v1", "scale"),
        CLOCK);

    assertThatThrownBy(
            () -> by("one", DEPLOYMENT, false).apply(updated, json("{'spec':{'replicas':1}}")))
        .hasMessage(
            "Apply failed with 1 conflict: conflict with \"kubectl-scale\" with subresource"
                + " \"scale\" using apps/v1: .spec.replicas");
  }

  @Test
  void applyingTheSameAgainChangesNothing() {
    ObjectNode applied = json("{'spec':{'replicas':1,'selector':{'matchLabels':{'a':'b'}}}}");
    ObjectNode object = by("one", DEPLOYMENT, false).create(applied);

    assertThat(by("one", DEPLOYMENT, false).apply(object, applied)).isEqualTo(object);
  }
}
