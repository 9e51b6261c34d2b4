package dev.weir.kube.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.kube.object.Json;
import dev.weir.kube.schema.Schema;
import dev.weir.kube.schema.Schemas;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrategicMergeTest {
  private static final Schemas SCHEMAS = Schemas.load();
  private static final Schema POD_SPEC = SCHEMAS.named("io.k8s.api.core.v1.PodSpec");
  private static final Schema SERVICE = SCHEMAS.named("io.k8s.api.core.v1.ServiceSpec");
  private static final Schema META =
      SCHEMAS.named("io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta");
  private static final Schema DEPLOYMENT = SCHEMAS.named("io.k8s.api.apps.v1.DeploymentSpec");

  private static Schema schema(String name) {
    return switch (name) {
      case "pod" -> POD_SPEC;
      case "service" -> SERVICE;
      case "meta" -> META;
      default -> DEPLOYMENT;
    };
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "members merge | meta | {'labels':{'a':'1','b':'2'}} | {'labels':{'b':'3'}} | {'labels':{'a':'1','b':'3'}}",
        "null removes | meta | {'labels':{'a':'1','b':'2'}} | {'labels':{'b':null}} | {'labels':{'a':'1'}}",
        "null of nothing is nothing | meta | {'name':'x'} | {'labels':null} | {'name':'x'}",
        "containers merge by name | pod | {'containers':[{'name':'a','image':'1'},{'name':'b','image':'1'}]} | {'containers':[{'name':'b','image':'2'}]} | {'containers':[{'name':'a','image':'1'},{'name':'b','image':'2'}]}",
        "a new element is added | pod | {'containers':[{'name':'a'}]} | {'containers':[{'name':'b'}]} | {'containers':[{'name':'a'},{'name':'b'}]}",
        "an element is deleted | pod | {'containers':[{'name':'a'},{'name':'b'}]} | {'containers':[{'name':'a','$patch':'delete'}]} | {'containers':[{'name':'b'}]}",
        "a list is replaced on demand | pod | {'containers':[{'name':'a'},{'name':'b'}]} | {'containers':[{'name':'c'},{'$patch':'replace'}]} | {'containers':[{'name':'c'}]}",
        "a map is replaced on demand | meta | {'labels':{'a':'1'}} | {'labels':{'b':'2','$patch':'replace'}} | {'labels':{'b':'2'}}",
        "a map is emptied on demand | meta | {'labels':{'a':'1'}} | {'labels':{'$patch':'delete'}} | {'labels':{}}",
        "an order is set | pod | {'containers':[{'name':'a'},{'name':'b'}]} | {'$setElementOrder/containers':[{'name':'b'},{'name':'a'}],'containers':[{'name':'a','image':'1'}]} | {'containers':[{'name':'b'},{'name':'a','image':'1'}]}",
        "an order without a change | pod | {'containers':[{'name':'a'},{'name':'b'}]} | {'$setElementOrder/containers':[{'name':'b'},{'name':'a'}]} | {'containers':[{'name':'b'},{'name':'a'}]}",
        "others stay behind their neighbour | pod | {'containers':[{'name':'a'},{'name':'x'},{'name':'b'}]} | {'$setElementOrder/containers':[{'name':'b'},{'name':'a'}]} | {'containers':[{'name':'b'},{'name':'a'},{'name':'x'}]}",
        "service ports merge by port | service | {'ports':[{'port':80,'nodePort':30001}]} | {'ports':[{'port':80,'name':'http'}]} | {'ports':[{'port':80,'nodePort':30001,'name':'http'}]}",
        "finalizers are a set | meta | {'finalizers':['a','b']} | {'finalizers':['b','c']} | {'finalizers':['a','b','c']}",
        "values leave a set | meta | {'finalizers':['a','b']} | {'$deleteFromPrimitiveList/finalizers':['a']} | {'finalizers':['b']}",
        "tolerations are one value | pod | {'tolerations':[{'key':'a'}]} | {'tolerations':[{'key':'b'}]} | {'tolerations':[{'key':'b'}]}",
        "retained keys drop the others | deployment | {'strategy':{'type':'RollingUpdate','rollingUpdate':{'maxSurge':1}}} | {'strategy':{'$retainKeys':['type'],'type':'Recreate'}} | {'strategy':{'type':'Recreate'}}",
      })
  void patches(String what, String type, String current, String patch, String expected) {
    assertThat(
            StrategicMerge.apply(
                Json.parse(current.replace('\'', '"')),
                Json.parse(patch.replace('\'', '"')),
                schema(type.strip())))
        .isEqualTo(Json.parse(expected.replace('\'', '"')));
  }

  @Test
  void anElementWithoutItsKeyIsRefused() {
    assertThatThrownBy(() ->
            StrategicMerge.apply(
                Json.parse("{\"containers\":[{\"name\":\"a\"}]}"),
                Json.parse("{\"containers\":[{\"image\":\"1\"}]}"),
                POD_SPEC))
        .hasMessageContaining("does not contain declared merge key: name");
  }
}
