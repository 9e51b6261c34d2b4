package dev.weir.controller.webhook;

import dev.weir.controller.admission.BindingAdmission;
import dev.weir.controller.admission.Denied;
import dev.weir.controller.admission.IngressAdmission;
import dev.weir.controller.admission.IngressClassParamsAdmission;
import dev.weir.controller.admission.PodAdmission;
import dev.weir.controller.admission.ServiceAdmission;
import dev.weir.controller.flag.Flag;
import dev.weir.controller.flag.FlagSet;
import dev.weir.controller.kube.InformerCaches;
import dev.weir.planner.KubernetesObjects;
import dev.weir.planner.crd.IngressClassParams;
import dev.weir.planner.crd.TargetGroupBinding;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The webhooks of the controller, on the paths of the AWS Load Balancer Controller.
///
/// An object that is being deleted is never refused: its finalizers have to go, whatever else is
/// gone already.
public final class Webhooks {
  private static final String ELBV2 = "elbv2.k8s.aws";
  private static final String PODS_LABEL = "elbv2.k8s.aws/pod-readiness-gate-inject=enabled";
  private static final Set<String> CREATE = Set.of("CREATE");
  private static final Set<String> WRITES = Set.of("CREATE", "UPDATE");

  private final FlagSet flags;
  private final KubernetesObjects objects;
  private final InformerCaches caches;
  private final BindingAdmission bindings;

  /// @param objects what Ingresses refer to, as current as can be
  public Webhooks(
      FlagSet flags, KubernetesObjects objects, InformerCaches caches, BindingAdmission bindings) {
    this.flags = flags;
    this.objects = objects;
    this.caches = caches;
    this.bindings = bindings;
  }

  /// Those that the flags switch on, mutating ones first.
  public List<Webhook> all() {
    List<Webhook> all = new ArrayList<>();
    if (flags.get(Flag.ENABLE_POD_READINESS_GATE_INJECT)) {
      all.add(
          new Webhook(
              "mpod.elbv2.k8s.aws",
              "/mutate-v1-pod",
              true,
              new Webhook.Resource("", "v1", "pods"),
              CREATE,
              Optional.of(PODS_LABEL),
              this::gates));
    }
    all.add(
        mutating("mservice", "/mutate-v1-service", core("services"), WRITES, this::serviceClass));
    all.add(
        mutating(
            "mtargetgroupbinding",
            "/mutate-elbv2-k8s-aws-v1beta1-targetgroupbinding",
            own("targetgroupbindings"),
            CREATE,
            this::completed));
    all.add(
        validating(
            "vingress",
            "/validate-networking-v1-ingress",
            new Webhook.Resource("networking.k8s.io", "v1", "ingresses"),
            this::ingress));
    all.add(
        validating(
            "vtargetgroupbinding",
            "/validate-elbv2-k8s-aws-v1beta1-targetgroupbinding",
            own("targetgroupbindings"),
            this::binding));
    all.add(
        validating(
            "vingressclassparams",
            "/validate-elbv2-k8s-aws-v1beta1-ingressclassparams",
            own("ingressclassparams"),
            this::params));
    return all;
  }

  private static Webhook mutating(
      String name,
      String path,
      Webhook.Resource resource,
      Set<String> operations,
      java.util.function.Function<AdmissionCall, Verdict> decide) {
    return new Webhook(
        name + "." + ELBV2, path, true, resource, operations, Optional.empty(), decide);
  }

  private static Webhook validating(
      String name,
      String path,
      Webhook.Resource resource,
      java.util.function.Function<AdmissionCall, Verdict> decide) {
    return new Webhook(name + "." + ELBV2, path, false, resource, WRITES, Optional.empty(), decide);
  }

  private static Webhook.Resource core(String plural) {
    return new Webhook.Resource("", "v1", plural);
  }

  private static Webhook.Resource own(String plural) {
    return new Webhook.Resource(ELBV2, "v1beta1", plural);
  }

  private Verdict gates(AdmissionCall call) {
    List<TargetGroupBinding> inNamespace =
        caches.targetGroupBindings().list().stream()
            .filter(each -> call.namespace().equals(each.getMetadata().getNamespace()))
            .toList();
    return PodAdmission.readinessGates(
            call.object(Pod.class), inNamespace, name -> objects.service(call.namespace(), name))
        .<Verdict>map(gates ->
            Verdict.Patched.set(
                "/spec/readinessGates",
                gates.stream().map(gate -> Map.of("conditionType", gate)).toList()))
        .orElseGet(Verdict.Allowed::new);
  }

  private Verdict serviceClass(AdmissionCall call) {
    return ServiceAdmission.loadBalancerClass(
            call.object(Service.class),
            call.before(Service.class).orElse(null),
            flags.get(Flag.LOAD_BALANCER_CLASS))
        .<Verdict>map(ours -> Verdict.Patched.set("/spec/loadBalancerClass", ours))
        .orElseGet(Verdict.Allowed::new);
  }

  private Verdict completed(AdmissionCall call) {
    TargetGroupBinding binding = call.object(TargetGroupBinding.class);
    try {
      var completed = bindings.completed(binding.getSpec());
      return completed.equals(binding.getSpec())
          ? new Verdict.Allowed()
          : Verdict.Patched.set("/spec", completed);
    } catch (Denied e) {
      return new Verdict.Refused(String.valueOf(e.getMessage()));
    }
  }

  private Verdict ingress(AdmissionCall call) {
    Ingress ingress = call.object(Ingress.class);
    IngressAdmission admission =
        new IngressAdmission(
            objects,
            flags.get(Flag.INGRESS_CLASS),
            flags.get(Flag.DISABLE_INGRESS_CLASS_ANNOTATION),
            flags.get(Flag.DISABLE_INGRESS_GROUP_NAME_ANNOTATION));
    return isLeaving(ingress)
        ? new Verdict.Allowed()
        : verdict(admission.validate(ingress, call.before(Ingress.class).orElse(null)));
  }

  private Verdict binding(AdmissionCall call) {
    TargetGroupBinding binding = call.object(TargetGroupBinding.class);
    if (isLeaving(binding)) {
      return new Verdict.Allowed();
    }
    return verdict(
        bindings.validate(
            binding,
            call.before(TargetGroupBinding.class).orElse(null),
            caches.targetGroupBindings().list()));
  }

  private Verdict params(AdmissionCall call) {
    IngressClassParams params = call.object(IngressClassParams.class);
    List<String> errors = IngressClassParamsAdmission.validate(params);
    if (errors.isEmpty()) {
      return new Verdict.Allowed();
    }
    String all = errors.size() == 1 ? errors.getFirst() : "[" + String.join(", ", errors) + "]";
    return new Verdict.Refused(
        "IngressClassParams.elbv2.k8s.aws \""
            + params.getMetadata().getName()
            + "\" is invalid: "
            + all);
  }

  private static boolean isLeaving(HasMetadata object) {
    return object.getMetadata().getDeletionTimestamp() != null;
  }

  private static Verdict verdict(Optional<String> refusal) {
    return refusal.<Verdict>map(Verdict.Refused::new).orElseGet(Verdict.Allowed::new);
  }
}
