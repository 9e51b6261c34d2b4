/// The controller's own kinds, `IngressClassParams` and `TargetGroupBinding` of
/// `elbv2.k8s.aws/v1beta1`.
@NullMarked
package dev.weir.planner.crd;

import org.jspecify.annotations.NullMarked;
