package dev.weir.planner.stack;

/// A text that is known now, or that deploying another resource of the stack will tell.
public sealed interface Token {

  static Token of(String value) {
    return new Literal(value);
  }

  /// The ARN that the load balancer with this id will have.
  static Token loadBalancerArn(String id) {
    return new Ref(ResourceType.LOAD_BALANCER, id, "status/loadBalancerARN");
  }

  static Token listenerArn(String id) {
    return new Ref(ResourceType.LISTENER, id, "status/listenerARN");
  }

  static Token targetGroupArn(String id) {
    return new Ref(ResourceType.TARGET_GROUP, id, "status/targetGroupARN");
  }

  static Token securityGroupId(String id) {
    return new Ref(ResourceType.SECURITY_GROUP, id, "status/groupID");
  }

  static Token certificateArn(String id) {
    return new Ref(ResourceType.CERTIFICATE, id, "status/certificateARN");
  }

  /// A known text.
  record Literal(String value) implements Token {}

  /// A field of another resource of the stack, such as `status/targetGroupARN`.
  record Ref(ResourceType type, String id, String field) implements Token {}

  /// The ARN of a certificate that exists already. The JSON form hides it behind a reference
  /// without type and id, as the AWS Load Balancer Controller does.
  record ExistingCertificate(String arn) implements Token {}
}
