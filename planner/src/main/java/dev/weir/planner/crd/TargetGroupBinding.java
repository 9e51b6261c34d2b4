package dev.weir.planner.crd;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/// Ties the endpoints of a Service port to a target group.
@Group("elbv2.k8s.aws")
@Version("v1beta1")
@Kind("TargetGroupBinding")
@Plural("targetgroupbindings")
@Singular("targetgroupbinding")
public class TargetGroupBinding
    extends CustomResource<TargetGroupBindingSpec, TargetGroupBindingStatus> implements Namespaced {

  private static final long serialVersionUID = 1;

  @Override
  protected TargetGroupBindingSpec initSpec() {
    return TargetGroupBindingSpec.empty();
  }

  @Override
  protected TargetGroupBindingStatus initStatus() {
    return TargetGroupBindingStatus.empty();
  }
}
