package dev.weir.planner.stack;

/// What one resource of a stack should be; one record per type of resource.
public sealed interface ResourceSpec
    permits LoadBalancerSpec,
        ListenerSpec,
        ListenerRuleSpec,
        TargetGroupSpec,
        TargetGroupBindingSpec,
        SecurityGroupSpec,
        WebAclAssociationSpec,
        ClassicWebAclAssociationSpec,
        ShieldProtectionSpec,
        CertificateSpec,
        FrontendNlbTargetGroups {

  /// The type under which the JSON form of a stack lists the resource.
  ResourceType resourceType();
}
