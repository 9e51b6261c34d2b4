package dev.weir.kube.schemas;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Descriptors.Descriptor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/** Writes the OpenAPI schemas and the protobuf table of the built-in Kubernetes types. */
public final class GenerateSchemas {
  private static final List<String> ROOTS =
      List.of(
          "core.v1: Namespace Node Pod Service Endpoints Event ConfigMap Secret ServiceAccount"
              + " ResourceQuota LimitRange PersistentVolume PersistentVolumeClaim"
              + " ReplicationController PodTemplate Binding",
          "apps.v1: Deployment ReplicaSet StatefulSet DaemonSet ControllerRevision",
          "batch.v1: Job CronJob",
          "networking.v1: Ingress IngressClass NetworkPolicy",
          "discovery.v1: EndpointSlice",
          "coordination.v1: Lease",
          "events.v1: Event",
          "rbac.v1: Role RoleBinding ClusterRole ClusterRoleBinding",
          "autoscaling.v1: Scale",
          "autoscaling.v2: HorizontalPodAutoscaler",
          "policy.v1: PodDisruptionBudget Eviction",
          "storage.v1: StorageClass",
          "scheduling.v1: PriorityClass",
          "admissionregistration.v1: MutatingWebhookConfiguration ValidatingWebhookConfiguration",
          "authentication.v1: TokenReview SelfSubjectReview TokenRequest",
          "authorization.v1: SelfSubjectAccessReview SelfSubjectRulesReview SubjectAccessReview"
              + " LocalSubjectAccessReview");
  private static final List<String> OTHER_ROOTS =
      List.of(
          "k8s.io.apiextensions_apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinition",
          "k8s.io.apimachinery.pkg.apis.meta.v1.DeleteOptions",
          "k8s.io.apimachinery.pkg.apis.meta.v1.Status");

  private GenerateSchemas() {}

  public static void main(String[] args) throws IOException {
    Path resources = Path.of(args[0], "dev", "weir", "kube");
    Messages messages = Messages.load();
    Map<String, Descriptor> closure = new TreeMap<>();
    for (String row : ROOTS) {
      String prefix = "k8s.io.api." + row.substring(0, row.indexOf(':')) + ".";
      for (String kind : row.substring(row.indexOf(':') + 2).split(" ")) {
        messages.collect(prefix + kind, closure);
      }
    }
    OTHER_ROOTS.forEach(name -> messages.collect(name, closure));
    write(resources.resolve("schema/openapi-v3.json.gz"), new SchemaWriter(closure).schemas());
    write(resources.resolve("proto/proto-table.json.gz"), new ProtoTableWriter(closure).table());
  }

  private static void write(Path file, Object json) throws IOException {
    Files.createDirectories(file.getParent());
    byte[] bytes = new ObjectMapper().writeValueAsBytes(json);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(bytes);
    }
    System.out.printf("%s: %d bytes, %d gzipped%n", file, bytes.length, Files.size(file));
  }
}
