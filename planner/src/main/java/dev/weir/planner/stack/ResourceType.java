package dev.weir.planner.stack;

/// The types of resources in a stack, with their keys in its JSON form.
public enum ResourceType {
  LOAD_BALANCER("AWS::ElasticLoadBalancingV2::LoadBalancer"),
  LISTENER("AWS::ElasticLoadBalancingV2::Listener"),
  LISTENER_RULE("AWS::ElasticLoadBalancingV2::ListenerRule"),
  TARGET_GROUP("AWS::ElasticLoadBalancingV2::TargetGroup"),
  TARGET_GROUP_BINDING("K8S::ElasticLoadBalancingV2::TargetGroupBinding"),
  SECURITY_GROUP("AWS::EC2::SecurityGroup"),
  WEB_ACL_ASSOCIATION("AWS::WAFv2::WebACLAssociation"),
  CLASSIC_WEB_ACL_ASSOCIATION("AWS::WAFRegional::WebACLAssociation"),
  SHIELD_PROTECTION("AWS::Shield::Protection"),
  CERTIFICATE("AWS::ACM::Certificate"),
  FRONTEND_NLB_TARGET_GROUP("FrontendNLBTargetGroup");

  private final String key;

  ResourceType(String key) {
    this.key = key;
  }

  public String key() {
    return key;
  }
}
