package dev.weir.planner;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A flag of the controller that planning reads, named as on its command line, with its default.
///
/// The type of the default is the type of the flag: `Boolean`, `String`, `List<String>` or
/// `Map<String, String>`.
public enum ControllerFlag {
  ALLOWED_CERTIFICATE_AUTHORITY_ARNS("allowed-certificate-authority-arns", List.of()),
  BACKEND_SECURITY_GROUP("backend-security-group", ""),
  DEFAULT_LOAD_BALANCER_SCHEME("default-load-balancer-scheme", "internal"),
  DEFAULT_PCA_ARN("default-pca-arn", ""),
  DEFAULT_SSL_POLICY("default-ssl-policy", "ELBSecurityPolicy-2016-08"),
  DEFAULT_TAGS("default-tags", Map.of()),
  DEFAULT_TARGET_TYPE("default-target-type", "instance"),
  DISABLE_RESTRICTED_SG_RULES("disable-restricted-sg-rules", false),
  ENABLE_BACKEND_SECURITY_GROUP("enable-backend-security-group", true),
  ENABLE_MANAGE_BACKEND_SECURITY_GROUP_RULES("enable-manage-backend-security-group-rules", false),
  ENABLE_SHIELD("enable-shield", true),
  ENABLE_WAF("enable-waf", true),
  ENABLE_WAFV2("enable-wafv2", true),
  EXTERNAL_MANAGED_TAGS("external-managed-tags", List.of()),
  INGRESS_CLASS("ingress-class", "alb"),
  LOAD_BALANCER_CLASS("load-balancer-class", "service.k8s.aws/nlb"),
  REQUIRED_SECRETS_LABEL("required-secrets-label", ""),
  TOLERATE_NON_EXISTENT_BACKEND_ACTION("tolerate-non-existent-backend-action", true),
  TOLERATE_NON_EXISTENT_BACKEND_SERVICE("tolerate-non-existent-backend-service", true);

  private final String key;
  private final Object defaultValue;

  ControllerFlag(String key, Object defaultValue) {
    this.key = key;
    this.defaultValue = defaultValue;
  }

  /// The flag with this name, without the leading dashes.
  public static Optional<ControllerFlag> find(String key) {
    for (ControllerFlag flag : values()) {
      if (flag.key.equals(key)) {
        return Optional.of(flag);
      }
    }
    return Optional.empty();
  }

  public String key() {
    return key;
  }

  public Object defaultValue() {
    return defaultValue;
  }
}
