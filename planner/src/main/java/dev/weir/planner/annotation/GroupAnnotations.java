package dev.weir.planner.annotation;

import dev.weir.planner.annotation.Annotation.Merge;
import dev.weir.planner.annotation.Annotation.Type;
import dev.weir.planner.annotation.Annotation.Where;
import java.util.List;

/// Annotations: which Ingresses share a load balancer.
public final class GroupAnnotations {

  public static final Annotation GROUP_NAME =
      new Annotation(
          Annotation.INGRESS_PREFIX + "group.name",
          Type.STRING,
          "none: the Ingress is a group of its own",
          Where.INGRESS,
          Merge.PER_OBJECT,
          "shop",
          "Joins the Ingress to the group of this name, across namespaces.");

  public static final Annotation GROUP_ORDER =
      new Annotation(
          Annotation.INGRESS_PREFIX + "group.order",
          Type.INT32,
          "0",
          Where.INGRESS,
          Merge.PER_OBJECT,
          "10",
          "Places the rules of the Ingress in its group, from -1000 (first) to 1000 (last).");

  public static final Annotation DRY_RUN_PLAN =
      new Annotation(
          Annotation.INGRESS_PREFIX + "dry-run-plan",
          Type.STRING,
          "absent",
          Where.INGRESS,
          Merge.PER_OBJECT,
          "{\"id\":\"shop\"}",
          "Written by the controller, with gate IngressPlanAnnotation: the stack as JSON.");

  static final List<Annotation> ALL = List.of(GROUP_NAME, GROUP_ORDER, DRY_RUN_PLAN);

  private GroupAnnotations() {}
}
