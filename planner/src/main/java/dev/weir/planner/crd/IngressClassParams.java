package dev.weir.planner.crd;

import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/// Settings that an IngressClass imposes on every Ingress of the class; they win over annotations.
/// Cluster-scoped.
@Group("elbv2.k8s.aws")
@Version("v1beta1")
@Kind("IngressClassParams")
@Plural("ingressclassparams")
@Singular("ingressclassparams")
public class IngressClassParams
    extends CustomResource<IngressClassParamsSpec, IngressClassParamsStatus> {

  private static final long serialVersionUID = 1;

  @Override
  protected IngressClassParamsSpec initSpec() {
    return IngressClassParamsSpec.empty();
  }

  @Override
  protected IngressClassParamsStatus initStatus() {
    return new IngressClassParamsStatus();
  }
}
