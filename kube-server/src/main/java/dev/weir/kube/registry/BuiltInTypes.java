package dev.weir.kube.registry;

import dev.weir.kube.registry.ResourceType.Names;
import dev.weir.kube.registry.ResourceType.Trait;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The types that are served without a CustomResourceDefinition.
///
/// Most are only stored; they are there because kubectl, helm charts and garbage collection expect
/// them.
public final class BuiltInTypes {
  // apiVersion | kind | plural | short names | categories | n = namespaced | subresources | g =
  // generation, d = grace, r = review
  private static final String TABLE =
      """
      v1 | Namespace | namespaces | ns | | | status finalize |
      v1 | Node | nodes | no | | | status |
      v1 | Pod | pods | po | all | n | status log eviction | gd
      v1 | Service | services | svc | all | n | status |
      v1 | Endpoints | endpoints | ep | | n | |
      v1 | Event | events | ev | | n | |
      v1 | ConfigMap | configmaps | cm | | n | |
      v1 | Secret | secrets | | | n | |
      v1 | ServiceAccount | serviceaccounts | sa | | n | token |
      v1 | ResourceQuota | resourcequotas | quota | | n | status |
      v1 | LimitRange | limitranges | limits | | n | |
      v1 | PersistentVolume | persistentvolumes | pv | | | status |
      v1 | PersistentVolumeClaim | persistentvolumeclaims | pvc | | n | status |
      v1 | ReplicationController | replicationcontrollers | rc | all | n | status scale | g
      v1 | PodTemplate | podtemplates | | | n | | g
      apps/v1 | Deployment | deployments | deploy | all | n | status scale | g
      apps/v1 | ReplicaSet | replicasets | rs | all | n | status scale | g
      apps/v1 | StatefulSet | statefulsets | sts | all | n | status scale | g
      apps/v1 | DaemonSet | daemonsets | ds | all | n | status | g
      apps/v1 | ControllerRevision | controllerrevisions | | | n | |
      batch/v1 | Job | jobs | | all | n | status | g
      batch/v1 | CronJob | cronjobs | cj | all | n | status | g
      networking.k8s.io/v1 | Ingress | ingresses | ing | | n | status | g
      networking.k8s.io/v1 | IngressClass | ingressclasses | | | | | g
      networking.k8s.io/v1 | NetworkPolicy | networkpolicies | netpol | | n | | g
      discovery.k8s.io/v1 | EndpointSlice | endpointslices | | | n | | g
      coordination.k8s.io/v1 | Lease | leases | | | n | |
      events.k8s.io/v1 | Event | events | ev | | n | |
      rbac.authorization.k8s.io/v1 | Role | roles | | | n | |
      rbac.authorization.k8s.io/v1 | RoleBinding | rolebindings | | | n | |
      rbac.authorization.k8s.io/v1 | ClusterRole | clusterroles | | | | |
      rbac.authorization.k8s.io/v1 | ClusterRoleBinding | clusterrolebindings | | | | |
      autoscaling/v2 | HorizontalPodAutoscaler | horizontalpodautoscalers | hpa | all | n | status |
      policy/v1 | PodDisruptionBudget | poddisruptionbudgets | pdb | | n | status | g
      storage.k8s.io/v1 | StorageClass | storageclasses | sc | | | |
      scheduling.k8s.io/v1 | PriorityClass | priorityclasses | pc | | | | g
      admissionregistration.k8s.io/v1 | MutatingWebhookConfiguration | mutatingwebhookconfigurations | | api-extensions | | | g
      admissionregistration.k8s.io/v1 | ValidatingWebhookConfiguration | validatingwebhookconfigurations | | api-extensions | | | g
      apiextensions.k8s.io/v1 | CustomResourceDefinition | customresourcedefinitions | crd crds | api-extensions | | status | g
      authentication.k8s.io/v1 | TokenReview | tokenreviews | | | | | r
      authentication.k8s.io/v1 | SelfSubjectReview | selfsubjectreviews | | | | | r
      authorization.k8s.io/v1 | SelfSubjectAccessReview | selfsubjectaccessreviews | | | | | r
      authorization.k8s.io/v1 | SelfSubjectRulesReview | selfsubjectrulesreviews | | | | | r
      authorization.k8s.io/v1 | SubjectAccessReview | subjectaccessreviews | | | | | r
      authorization.k8s.io/v1 | LocalSubjectAccessReview | localsubjectaccessreviews | | | n | | r
      """;

  /// All built-in types in table order.
  public static final List<ResourceType> ALL =
      TABLE.lines().map(line -> row(line.split("\\|", -1))).toList();

  public static final ResourceType NAMESPACE = of("v1", "Namespace");
  public static final ResourceType NODE = of("v1", "Node");
  public static final ResourceType POD = of("v1", "Pod");
  public static final ResourceType SERVICE = of("v1", "Service");
  public static final ResourceType ENDPOINTS = of("v1", "Endpoints");
  public static final ResourceType EVENT = of("v1", "Event");
  public static final ResourceType EVENTS_V1_EVENT = of("events.k8s.io/v1", "Event");
  public static final ResourceType CONFIG_MAP = of("v1", "ConfigMap");
  public static final ResourceType SECRET = of("v1", "Secret");
  public static final ResourceType SERVICE_ACCOUNT = of("v1", "ServiceAccount");
  public static final ResourceType DEPLOYMENT = of("apps/v1", "Deployment");
  public static final ResourceType REPLICA_SET = of("apps/v1", "ReplicaSet");
  public static final ResourceType STATEFUL_SET = of("apps/v1", "StatefulSet");
  public static final ResourceType DAEMON_SET = of("apps/v1", "DaemonSet");
  public static final ResourceType JOB = of("batch/v1", "Job");
  public static final ResourceType CRON_JOB = of("batch/v1", "CronJob");
  public static final ResourceType INGRESS = of("networking.k8s.io/v1", "Ingress");
  public static final ResourceType INGRESS_CLASS = of("networking.k8s.io/v1", "IngressClass");
  public static final ResourceType ENDPOINT_SLICE = of("discovery.k8s.io/v1", "EndpointSlice");
  public static final ResourceType LEASE = of("coordination.k8s.io/v1", "Lease");
  public static final ResourceType POD_DISRUPTION_BUDGET = of("policy/v1", "PodDisruptionBudget");
  public static final ResourceType CUSTOM_RESOURCE_DEFINITION =
      of("apiextensions.k8s.io/v1", "CustomResourceDefinition");

  private BuiltInTypes() {}

  private static ResourceType of(String apiVersion, String kind) {
    return ALL.stream()
        .filter(type -> type.apiVersion().equals(apiVersion) && type.kind().equals(kind))
        .findFirst()
        .orElseThrow();
  }

  private static ResourceType row(String[] cells) {
    String apiVersion = cells[0].strip();
    int slash = apiVersion.indexOf('/');
    String kind = cells[1].strip();
    Names names =
        new Names(
            kind,
            cells[2].strip(),
            kind.toLowerCase(Locale.ROOT),
            words(cells[3]),
            words(cells[4]));
    return new ResourceType(
        slash < 0 ? "" : apiVersion.substring(0, slash),
        apiVersion.substring(slash + 1),
        names,
        cells[5].strip().equals("n"),
        Set.copyOf(words(cells[6])),
        traits(cells[7]));
  }

  private static Set<Trait> traits(String letters) {
    EnumSet<Trait> traits = EnumSet.noneOf(Trait.class);
    if (letters.contains("g")) {
      traits.add(Trait.GENERATION);
    }
    if (letters.contains("d")) {
      traits.add(Trait.GRACEFUL);
    }
    if (letters.contains("r")) {
      traits.add(Trait.REVIEW);
    }
    return traits;
  }

  private static List<String> words(String cell) {
    return Arrays.stream(cell.strip().split("\\s+")).filter(word -> !word.isEmpty()).toList();
  }
}
