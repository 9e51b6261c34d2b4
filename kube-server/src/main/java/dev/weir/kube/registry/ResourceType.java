package dev.weir.kube.registry;

import java.util.List;
import java.util.Set;

/// One served resource of one API version.
///
/// @param group "" for the core group
/// @param subresources of `status`, `scale`, `log`, `finalize`
/// @param traits what the server does for objects of this type
public record ResourceType(
    String group,
    String version,
    Names names,
    boolean namespaced,
    Set<String> subresources,
    Set<Trait> traits) {

  /// How the type is called in URLs, objects and by kubectl.
  public record Names(
      String kind,
      String plural,
      String singular,
      List<String> shortNames,
      List<String> categories) {
    public Names {
      shortNames = List.copyOf(shortNames);
      categories = List.copyOf(categories);
    }
  }

  /// What sets a type apart from one that is only stored.
  public enum Trait {
    /// `metadata.generation` counts changes outside of metadata and status.
    GENERATION,
    /// Defined by a CustomResourceDefinition: no strategic merge patch.
    CUSTOM,
    /// Deleted with a grace period.
    GRACEFUL,
    /// Answered, never stored.
    REVIEW
  }

  public ResourceType {
    subresources = Set.copyOf(subresources);
    traits = Set.copyOf(traits);
  }

  public String kind() {
    return names.kind();
  }

  public String plural() {
    return names.plural();
  }

  /// `v1` or `apps/v1`.
  public String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /// `pods` or `deployments.apps`: where objects of all versions of this type are stored.
  public String resource() {
    return group.isEmpty() ? plural() : plural() + "." + group;
  }

  public boolean is(Trait trait) {
    return traits.contains(trait);
  }

  public boolean hasStatus() {
    return subresources.contains("status");
  }

  public String listKind() {
    return kind() + "List";
  }

  @Override
  public String toString() {
    return resource() + "/" + version;
  }
}
