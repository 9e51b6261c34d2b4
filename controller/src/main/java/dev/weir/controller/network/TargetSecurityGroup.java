package dev.weir.controller.network;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Tag;

/// Chooses, of several security groups on an ENI, the one that the controller may change: the only
/// one, or the one that is tagged for the cluster.
///
/// @param extraTags further tags that it must carry, from
///   `--service-target-eni-security-group-tags`
record TargetSecurityGroup(String clusterName, Map<String, String> extraTags) {
  TargetSecurityGroup {
    extraTags = Map.copyOf(extraTags);
  }

  String of(NetworkInterface eni, SecurityGroups groups) {
    if (eni.securityGroups().size() == 1) {
      return eni.securityGroups().getFirst();
    }
    List<String> tagged =
        groups.byId(eni.securityGroups()).stream()
            .filter(this::isTagged)
            .map(SecurityGroup::groupId)
            .sorted()
            .toList();
    if (tagged.size() == 1) {
      return tagged.getFirst();
    }
    String with =
        extraTags.isEmpty()
            ? ""
            : " and map" + new TreeMap<>(extraTags).toString().replace("{", "[").replace("}", "]");
    throw new IllegalStateException(
        "expected exactly one securityGroup tagged with "
            + clusterTag()
            + with
            + " for eni "
            + eni.id()
            + ", got: "
            + tagged
            + " (clusterName: "
            + clusterName
            + ")");
  }

  /// Groups that may still carry rules from an earlier process.
  TreeSet<String> candidates(SecurityGroups groups) {
    TreeSet<String> ids = new TreeSet<>();
    for (String value : List.of("owned", "shared")) {
      groups.withTags(Map.of(clusterTag(), value)).forEach(group -> ids.add(group.groupId()));
    }
    return ids;
  }

  private boolean isTagged(SecurityGroup group) {
    boolean cluster = group.tags().stream().map(Tag::key).anyMatch(clusterTag()::equals);
    return cluster
        && extraTags.entrySet().stream()
            .allMatch(wanted ->
                group.tags().stream()
                    .anyMatch(tag ->
                        tag.key().equals(wanted.getKey())
                            && tag.value().equals(wanted.getValue())));
  }

  private String clusterTag() {
    return "kubernetes.io/cluster/" + clusterName;
  }
}
