package dev.weir.planner.ingress;

import dev.weir.planner.Environment;
import dev.weir.planner.KubernetesObjects;
import dev.weir.planner.PlanError;
import dev.weir.planner.ingress.Membership.Active;
import dev.weir.planner.ingress.Membership.InvalidClass;
import dev.weir.planner.ingress.Membership.InvalidGroup;
import dev.weir.planner.ingress.Membership.Other;
import dev.weir.planner.ingress.Membership.Unreadable;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds the members of Ingress groups.
public final class IngressGroupLoader {

  private final KubernetesObjects objects;
  private final Environment environment;

  public IngressGroupLoader(KubernetesObjects objects, Environment environment) {
    this.objects = objects;
    this.environment = environment;
  }

  /// The group that the Ingress belongs to now, or empty when it is being deleted or another
  /// controller's.
  ///
  /// @throws PlanError when its class or group cannot be read
  public Optional<IngressGroupId> groupOf(Ingress ingress) {
    Membership membership = Membership.of(ingress, classes());
    membership
        .error()
        .ifPresent(error -> {
          throw error;
        });
    return membership instanceof Active active ? Optional.of(active.group()) : Optional.empty();
  }

  /// The groups whose finalizers the Ingress still holds.
  public List<IngressGroupId> pendingGroups(Ingress ingress) {
    return new Other(ingress).pendingGroups();
  }

  /// The members of one group. Looks at every Ingress.
  ///
  /// @throws PlanError when a member's order or an Ingress' class cannot be read
  public IngressGroup load(IngressGroupId id) {
    return load(id, memberships());
  }

  /// Every group that has a member or is still held by a finalizer, sorted by id. Reads each
  /// Ingress once.
  public IngressGroups loadAll() {
    List<Membership> all = memberships();
    Map<IngressGroupId, Set<Membership>> byGroup = new HashMap<>();
    List<Membership> everywhere = new ArrayList<>();
    Map<String, PlanError> unreadable = new HashMap<>();
    for (Membership membership : all) {
      membership.error().ifPresent(error -> unreadable.put(membership.key(), error));
      if (membership instanceof Unreadable) {
        everywhere.add(membership);
      }
      if (membership instanceof Active active) {
        byGroup.computeIfAbsent(active.group(), _ -> newIdentitySet()).add(membership);
      }
      for (IngressGroupId pending : membership.pendingGroups()) {
        byGroup.computeIfAbsent(pending, _ -> newIdentitySet()).add(membership);
      }
    }
    List<IngressGroups.Outcome> outcomes = new ArrayList<>();
    byGroup.forEach((id, memberships) -> outcomes.add(outcome(id, memberships, everywhere)));
    outcomes.sort(Comparator.comparing(outcome -> outcome.id().toString()));
    return new IngressGroups(outcomes, unreadable);
  }

  // Hashing a whole Ingress to tell one from another would cost more than planning it.
  private static Set<Membership> newIdentitySet() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  private static IngressGroups.Outcome outcome(
      IngressGroupId id, Set<Membership> memberships, List<Membership> everywhere) {
    List<Membership> relevant = new ArrayList<>(memberships);
    everywhere.stream().filter(one -> !memberships.contains(one)).forEach(relevant::add);
    relevant.sort(Comparator.comparing(Membership::key));
    try {
      return new IngressGroups.Loaded(load(id, relevant));
    } catch (PlanError e) {
      return new IngressGroups.Refused(id, e);
    }
  }

  private IngressClasses classes() {
    return new IngressClasses(objects, environment);
  }

  private List<Membership> memberships() {
    IngressClasses classes = classes();
    return objects.ingresses().stream()
        .map(ingress -> Membership.of(ingress, classes))
        .sorted(Comparator.comparing(Membership::key))
        .toList();
  }

  private static IngressGroup load(IngressGroupId id, List<Membership> memberships) {
    List<ClassifiedIngress> active = new ArrayList<>();
    List<Ingress> inactive = new ArrayList<>();
    for (Membership membership : memberships) {
      switch (membership) {
        case Active(ClassifiedIngress classified, IngressGroupId group) when group.equals(id) ->
            active.add(classified);
        case Active _, Other _, InvalidGroup _ -> {
          if (membership.holdsFinalizerOf(id)) {
            inactive.add(membership.ingress());
          }
        }
        case InvalidClass(Ingress _, PlanError reason) -> {
          if (membership.holdsFinalizerOf(id)) {
            throw reason
                .in("Ingress has invalid IngressClass configuration")
                .in("Ingress: " + membership.key());
          }
        }
        case Unreadable(Ingress _, PlanError reason) ->
            throw reason.in("Ingress: " + membership.key());
      }
    }
    return new IngressGroup(id, sorted(active), inactive);
  }

  private static List<ClassifiedIngress> sorted(List<ClassifiedIngress> members) {
    record Placed(ClassifiedIngress member, int order) {}
    return members.stream()
        .map(member -> new Placed(member, placeOf(member)))
        .sorted(Comparator.comparingInt(Placed::order).thenComparing(p -> p.member().key()))
        .map(Placed::member)
        .toList();
  }

  private static int placeOf(ClassifiedIngress member) {
    try {
      return GroupNames.orderOf(member);
    } catch (PlanError e) {
      throw e.at("Ingress " + member.key());
    }
  }
}
