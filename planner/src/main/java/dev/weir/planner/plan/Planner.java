package dev.weir.planner.plan;

import dev.weir.planner.Environment;
import dev.weir.planner.KubernetesObjects;
import dev.weir.planner.PlanError;
import dev.weir.planner.ingress.IngressGroup;
import dev.weir.planner.ingress.IngressGroupLoader;
import dev.weir.planner.ingress.IngressGroups;
import dev.weir.planner.ingress.IngressPlanner;
import dev.weir.planner.plan.PlanResult.Kind;
import dev.weir.planner.service.ServicePlanner;
import dev.weir.planner.service.ServiceSelection;
import dev.weir.planner.stack.Stack;
import io.fabric8.kubernetes.api.model.Service;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/// Plans every Ingress group and every Service of type LoadBalancer.
public final class Planner {

  private Planner() {}

  /// One result for each group and Service that is ours, sorted by kind and id.
  public static List<PlanResult> planAll(KubernetesObjects objects, Environment environment) {
    List<PlanResult> results = new ArrayList<>(groups(objects, environment));
    results.addAll(services(objects, environment));
    results.sort(
        Comparator.comparing((PlanResult result) -> result.kind().key())
            .thenComparing(PlanResult::id));
    return results;
  }

  private static List<PlanResult> groups(KubernetesObjects objects, Environment environment) {
    IngressGroups groups = new IngressGroupLoader(objects, environment).loadAll();
    List<PlanResult> results = new ArrayList<>();
    groups
        .unreadable()
        .forEach((ingress, error) -> results.add(failed(Kind.INGRESS, ingress, error)));
    for (IngressGroups.Outcome outcome : groups.outcomes()) {
      String id = outcome.id().toString();
      results.add(
          switch (outcome) {
            case IngressGroups.Loaded(IngressGroup group) ->
                result(Kind.GROUP, id, () -> IngressPlanner.plan(group, objects, environment));
            case IngressGroups.Refused(var _, PlanError error) -> failed(Kind.GROUP, id, error);
          });
    }
    return results;
  }

  private static List<PlanResult> services(KubernetesObjects objects, Environment environment) {
    ServiceSelection selection = new ServiceSelection(environment);
    List<PlanResult> results = new ArrayList<>();
    for (Service service : objects.services()) {
      if (selection.isPlanned(service)) {
        String id = service.getMetadata().getNamespace() + "/" + service.getMetadata().getName();
        results.add(
            result(Kind.SERVICE, id, () -> ServicePlanner.plan(service, objects, environment)));
      }
    }
    return results;
  }

  private static PlanResult result(Kind kind, String id, Supplier<Stack> plan) {
    try {
      return new PlanResult.Planned(kind, id, plan.get());
    } catch (PlanError e) {
      return failed(kind, id, e);
    }
  }

  // An error about several members is about their group; a group with a slash has one member.
  private static PlanResult failed(Kind kind, String id, PlanError error) {
    Kind about = kind == Kind.GROUP && id.contains("/") ? Kind.INGRESS : kind;
    return new PlanResult.Failed(kind, id, error.at(about.title() + " " + id));
  }
}
