package dev.weir.controller.deploy;

import dev.weir.controller.aws.ExpiringCache;
import dev.weir.planner.stack.ClassicWebAclAssociationSpec;
import dev.weir.planner.stack.ResourceType;
import software.amazon.awssdk.services.waf.regional.WafRegionalClient;

/// WAF Classic Regional web ACLs on load balancers.
final class ClassicWebAclSynthesizer implements Synthesizer {
  private final Deployment deployment;
  private final WafRegionalClient waf;
  private final ExpiringCache<String, String> associated;

  /// @param associated web ACL id by load balancer ARN, empty for none; outlives the deployment
  ClassicWebAclSynthesizer(
      Deployment deployment, WafRegionalClient waf, ExpiringCache<String, String> associated) {
    this.deployment = deployment;
    this.waf = waf;
    this.associated = associated;
  }

  @Override
  public void synthesize() {
    deployment.stack().specs(ClassicWebAclAssociationSpec.class).forEach(this::reconcile);
  }

  private void reconcile(String id, ClassicWebAclAssociationSpec spec) {
    String balancer = deployment.resolve(spec.resourceArn());
    String desired = spec.webAclId();
    String observed = associated.get(balancer, WebAclSynthesizer.VALID, this::lookUp);
    if (desired.equals(observed)) {
      return;
    }
    if (desired.isEmpty()) {
      waf.disassociateWebACL(r -> r.resourceArn(balancer));
    } else {
      waf.associateWebACL(r -> r.resourceArn(balancer).webACLId(desired));
    }
    associated.put(balancer, desired, WebAclSynthesizer.VALID);
    deployment.modified(
        ResourceType.CLASSIC_WEB_ACL_ASSOCIATION, id, balancer, "webACLID", observed, desired);
  }

  private String lookUp(String balancer) {
    var summary = waf.getWebACLForResource(r -> r.resourceArn(balancer)).webACLSummary();
    return summary == null || summary.webACLId() == null ? "" : summary.webACLId();
  }
}
