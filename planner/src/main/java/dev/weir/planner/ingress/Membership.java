package dev.weir.planner.ingress;

import dev.weir.planner.PlanError;
import dev.weir.planner.ingress.GroupNames.InvalidGroupName;
import dev.weir.planner.ingress.IngressClasses.InvalidIngressClass;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What an Ingress is to the groups: read once, then asked for any group.
sealed interface Membership {

  Ingress ingress();

  /// Reads class and group of an Ingress.
  static Membership of(Ingress ingress, IngressClasses classes) {
    if (ingress.getMetadata().getDeletionTimestamp() != null) {
      return new Other(ingress);
    }
    try {
      Optional<ClassifiedIngress> classified = classes.classify(ingress);
      return classified.isEmpty()
          ? new Other(ingress)
          : new Active(classified.get(), GroupNames.groupOf(classified.get()));
    } catch (InvalidIngressClass e) {
      return new InvalidClass(ingress, e.asPlanError().at(describe(ingress)));
    } catch (InvalidGroupName e) {
      return new InvalidGroup(ingress, e.asPlanError().at(describe(ingress)));
    } catch (PlanError e) {
      return new Unreadable(ingress, e.at(describe(ingress)));
    }
  }

  /// `namespace/name`.
  default String key() {
    return ingress().getMetadata().getNamespace() + "/" + ingress().getMetadata().getName();
  }

  /// Whether the Ingress holds the finalizer of this group. The finalizer of implicit groups counts
  /// for the Ingress' own group only.
  default boolean holdsFinalizerOf(IngressGroupId group) {
    return pendingGroups().contains(group);
  }

  /// The groups whose finalizers the Ingress holds.
  default List<IngressGroupId> pendingGroups() {
    List<IngressGroupId> groups = new ArrayList<>();
    List<String> finalizers = ingress().getMetadata().getFinalizers();
    IngressGroupId own = IngressGroupId.implicit(ingress());
    String explicit = IngressGroupId.explicit("").finalizer();
    for (String finalizer : finalizers == null ? List.<String>of() : finalizers) {
      if (finalizer.equals(own.finalizer())) {
        groups.add(own);
      } else if (finalizer.startsWith(explicit)) {
        groups.add(IngressGroupId.explicit(finalizer.substring(explicit.length())));
      }
    }
    return groups;
  }

  /// Why the Ingress has no group although it may be ours.
  default Optional<PlanError> error() {
    return switch (this) {
      case InvalidClass(Ingress _, PlanError error) -> Optional.of(error);
      case InvalidGroup(Ingress _, PlanError error) -> Optional.of(error);
      case Unreadable(Ingress _, PlanError error) -> Optional.of(error);
      case Active _, Other _ -> Optional.empty();
    };
  }

  /// Ours and alive.
  record Active(ClassifiedIngress classified, IngressGroupId group) implements Membership {
    @Override
    public Ingress ingress() {
      return classified.ingress();
    }
  }

  /// Being deleted, or another controller's.
  record Other(Ingress ingress) implements Membership {}

  /// Its class or the class's parameters cannot be read: breaks the groups whose finalizers it
  /// holds.
  record InvalidClass(Ingress ingress, PlanError reason) implements Membership {}

  /// Its group has an impossible name.
  record InvalidGroup(Ingress ingress, PlanError reason) implements Membership {}

  /// It cannot be told whether it is ours: breaks every group.
  record Unreadable(Ingress ingress, PlanError reason) implements Membership {}

  private static String describe(Ingress ingress) {
    return "Ingress "
        + ingress.getMetadata().getNamespace()
        + "/"
        + ingress.getMetadata().getName();
  }
}
