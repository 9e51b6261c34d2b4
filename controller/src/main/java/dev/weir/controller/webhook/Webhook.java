package dev.weir.controller.webhook;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// One admission webhook, as it stands in a webhook configuration of the cluster.
///
/// @param name such as `vingress.elbv2.k8s.aws`, which starts the message of a refusal
/// @param path where the API server posts its reviews
/// @param mutating whether it changes objects; else it only refuses them
/// @param operations `CREATE`, `UPDATE`
/// @param namespaceLabel `key=value` that the namespace must carry; empty: every namespace
public record Webhook(
    String name,
    String path,
    boolean mutating,
    Resource resource,
    Set<String> operations,
    Optional<String> namespaceLabel,
    Function<AdmissionCall, Verdict> decide) {
  /// @param group empty for the core group
  public record Resource(String group, String version, String plural) {}

  public Webhook {
    operations = Set.copyOf(operations);
  }

  /// Whether the cluster is to ask this webhook about a write.
  public boolean looksAt(String group, String plural, String operation) {
    return resource.group().equals(group)
        && resource.plural().equals(plural)
        && operations.contains(operation);
  }
}
