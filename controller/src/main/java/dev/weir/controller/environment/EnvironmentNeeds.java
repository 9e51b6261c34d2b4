package dev.weir.controller.environment;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Which parts of the account planning will look at, told from the annotations of the objects, so
/// that nothing else is asked of AWS.
///
/// @param network subnets and existing load balancers; false for a group without members
public record EnvironmentNeeds(
    boolean network,
    boolean securityGroups,
    boolean certificates,
    boolean trustStores,
    boolean targetGroups,
    boolean webAcls) {
  /// Nothing: planning will delete everything.
  public static final EnvironmentNeeds NONE =
      new EnvironmentNeeds(false, false, false, false, false, false);

  /// @param classNamesWebAcl whether some IngressClassParams names a web ACL
  public static EnvironmentNeeds of(
      Collection<? extends HasMetadata> objects, boolean classNamesWebAcl) {
    EnvironmentNeeds needs =
        new EnvironmentNeeds(!objects.isEmpty(), false, false, false, false, classNamesWebAcl);
    for (HasMetadata object : objects) {
      Map<String, String> annotations =
          Optional.ofNullable(object.getMetadata().getAnnotations()).orElse(Map.of());
      for (Map.Entry<String, String> annotation : annotations.entrySet()) {
        needs = needs.with(annotation.getKey(), annotation.getValue());
      }
    }
    return needs;
  }

  private EnvironmentNeeds with(String key, String value) {
    String text = value.toUpperCase(Locale.ROOT);
    return new EnvironmentNeeds(
        network,
        securityGroups || key.endsWith("security-groups"),
        certificates || (key.endsWith("listen-ports") && text.contains("HTTPS")),
        trustStores || key.endsWith("mutual-authentication"),
        targetGroups || text.contains("TARGETGROUPNAME"),
        webAcls || key.endsWith("wafv2-acl-name"));
  }
}
