package dev.weir.planner;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The controller flags that planning reads, typed; a flag that is not set has its default.
///
/// @param settings values of the type of the flag's default
public record ControllerFlags(Map<ControllerFlag, Object> settings) {

  public ControllerFlags {
    settings.forEach(ControllerFlags::requireType);
    settings = Map.copyOf(settings);
  }

  /// Every flag at its default.
  public static ControllerFlags defaults() {
    return new ControllerFlags(Map.of());
  }

  public ControllerFlags with(ControllerFlag flag, Object value) {
    Map<ControllerFlag, Object> changed = new EnumMap<>(ControllerFlag.class);
    changed.putAll(settings);
    changed.put(flag, value);
    return new ControllerFlags(changed);
  }

  public List<String> allowedCertificateAuthorityArns() {
    return list(ControllerFlag.ALLOWED_CERTIFICATE_AUTHORITY_ARNS);
  }

  /// The shared backend security group named on the command line, or the empty string.
  public String backendSecurityGroup() {
    return text(ControllerFlag.BACKEND_SECURITY_GROUP);
  }

  public String defaultLoadBalancerScheme() {
    return text(ControllerFlag.DEFAULT_LOAD_BALANCER_SCHEME);
  }

  public String defaultPcaArn() {
    return text(ControllerFlag.DEFAULT_PCA_ARN);
  }

  public String defaultSslPolicy() {
    return text(ControllerFlag.DEFAULT_SSL_POLICY);
  }

  public Map<String, String> defaultTags() {
    return map(ControllerFlag.DEFAULT_TAGS);
  }

  public String defaultTargetType() {
    return text(ControllerFlag.DEFAULT_TARGET_TYPE);
  }

  public boolean disableRestrictedSgRules() {
    return bool(ControllerFlag.DISABLE_RESTRICTED_SG_RULES);
  }

  public boolean enableBackendSecurityGroup() {
    return bool(ControllerFlag.ENABLE_BACKEND_SECURITY_GROUP);
  }

  public boolean enableManageBackendSecurityGroupRules() {
    return bool(ControllerFlag.ENABLE_MANAGE_BACKEND_SECURITY_GROUP_RULES);
  }

  public boolean enableShield() {
    return bool(ControllerFlag.ENABLE_SHIELD);
  }

  public boolean enableWaf() {
    return bool(ControllerFlag.ENABLE_WAF);
  }

  public boolean enableWafv2() {
    return bool(ControllerFlag.ENABLE_WAFV2);
  }

  public List<String> externalManagedTags() {
    return list(ControllerFlag.EXTERNAL_MANAGED_TAGS);
  }

  public String ingressClass() {
    return text(ControllerFlag.INGRESS_CLASS);
  }

  public String loadBalancerClass() {
    return text(ControllerFlag.LOAD_BALANCER_CLASS);
  }

  /// `key=value` that Secrets with authentication settings must carry as a label, or the empty
  /// string.
  public String requiredSecretsLabel() {
    return text(ControllerFlag.REQUIRED_SECRETS_LABEL);
  }

  public boolean tolerateNonExistentBackendAction() {
    return bool(ControllerFlag.TOLERATE_NON_EXISTENT_BACKEND_ACTION);
  }

  public boolean tolerateNonExistentBackendService() {
    return bool(ControllerFlag.TOLERATE_NON_EXISTENT_BACKEND_SERVICE);
  }

  private Object value(ControllerFlag flag) {
    return settings.getOrDefault(flag, flag.defaultValue());
  }

  private boolean bool(ControllerFlag flag) {
    return (Boolean) value(flag);
  }

  private String text(ControllerFlag flag) {
    return (String) value(flag);
  }

  private List<String> list(ControllerFlag flag) {
    return ((List<?>) value(flag)).stream().map(String.class::cast).toList();
  }

  private Map<String, String> map(ControllerFlag flag) {
    Map<String, String> typed = new TreeMap<>();
    ((Map<?, ?>) value(flag)).forEach((key, value) -> typed.put((String) key, (String) value));
    return typed;
  }

  private static void requireType(ControllerFlag flag, Object value) {
    boolean fits =
        switch (flag.defaultValue()) {
          case Boolean _ -> value instanceof Boolean;
          case List<?> _ ->
              value instanceof List<?> l && l.stream().allMatch(String.class::isInstance);
          case Map<?, ?> _ ->
              value instanceof Map<?, ?> m
                  && m.keySet().stream().allMatch(String.class::isInstance)
                  && m.values().stream().allMatch(String.class::isInstance);
          default -> value instanceof String;
        };
    if (!fits) {
      throw new IllegalArgumentException(
          "flag " + flag.key() + ": " + value + " is not a " + flag.defaultValue().getClass());
    }
  }
}
