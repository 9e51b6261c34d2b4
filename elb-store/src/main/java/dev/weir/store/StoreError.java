package dev.weir.store;

/// Why the store refused a change, named as the ELBv2 API names it.
public enum StoreError {
  CERTIFICATE_NOT_FOUND("CertificateNotFound"),
  DUPLICATE_LISTENER("DuplicateListener"),
  DUPLICATE_LOAD_BALANCER_NAME("DuplicateLoadBalancerName"),
  DUPLICATE_TARGET_GROUP_NAME("DuplicateTargetGroupName"),
  DUPLICATE_TRUST_STORE_NAME("DuplicateTrustStoreName"),
  INCOMPATIBLE_PROTOCOLS("IncompatibleProtocols"),
  INVALID_CONFIGURATION_REQUEST("InvalidConfigurationRequest"),
  INVALID_LOAD_BALANCER_ACTION("InvalidLoadBalancerAction"),
  INVALID_TARGET("InvalidTarget"),
  LISTENER_NOT_FOUND("ListenerNotFound"),
  LOAD_BALANCER_NOT_FOUND("LoadBalancerNotFound"),
  OPERATION_NOT_PERMITTED("OperationNotPermitted"),
  PRIORITY_IN_USE("PriorityInUse"),
  RESOURCE_IN_USE("ResourceInUse"),
  RULE_NOT_FOUND("RuleNotFound"),
  TARGET_GROUP_ASSOCIATION_LIMIT("TargetGroupAssociationLimit"),
  TARGET_GROUP_NOT_FOUND("TargetGroupNotFound"),
  TOO_MANY_CERTIFICATES("TooManyCertificates"),
  TOO_MANY_LISTENERS("TooManyListeners"),
  TOO_MANY_LOAD_BALANCERS("TooManyLoadBalancers"),
  TOO_MANY_RULES("TooManyRules"),
  TOO_MANY_TAGS("TooManyTags"),
  TOO_MANY_TARGETS("TooManyTargets"),
  TOO_MANY_TARGET_GROUPS("TooManyTargetGroups"),
  TOO_MANY_TRUST_STORES("TooManyTrustStores"),
  TOO_MANY_UNIQUE_TARGET_GROUPS("TooManyUniqueTargetGroupsPerLoadBalancer"),
  TRUST_STORE_IN_USE("TrustStoreInUse"),
  TRUST_STORE_NOT_FOUND("TrustStoreNotFound"),
  VALIDATION_ERROR("ValidationError"),
  /// The journal could not be written: nothing was changed.
  UNAVAILABLE("ServiceUnavailable");

  private final String code;

  StoreError(String code) {
    this.code = code;
  }

  /// The code as the API spells it.
  public String code() {
    return code;
  }
}
