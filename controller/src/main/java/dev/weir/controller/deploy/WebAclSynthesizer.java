package dev.weir.controller.deploy;

import dev.weir.controller.aws.ExpiringCache;
import dev.weir.planner.stack.ResourceType;
import dev.weir.planner.stack.WebAclAssociationSpec;
import java.time.Duration;
import software.amazon.awssdk.services.wafv2.Wafv2Client;

/// WAFv2 web ACLs on load balancers. Nothing specified leaves the association as it is.
final class WebAclSynthesizer implements Synthesizer {
  static final Duration VALID = Duration.ofMinutes(10);

  private final Deployment deployment;
  private final Wafv2Client waf;
  private final ExpiringCache<String, String> associated;

  /// @param associated web ACL by load balancer ARN, empty for none; outlives the deployment
  WebAclSynthesizer(
      Deployment deployment, Wafv2Client waf, ExpiringCache<String, String> associated) {
    this.deployment = deployment;
    this.waf = waf;
    this.associated = associated;
  }

  @Override
  public void synthesize() {
    deployment.stack().specs(WebAclAssociationSpec.class).forEach(this::reconcile);
  }

  private void reconcile(String id, WebAclAssociationSpec spec) {
    String balancer = deployment.resolve(spec.resourceArn());
    String desired = spec.webAclArn();
    String observed = associated.get(balancer, VALID, this::lookUp);
    if (desired.equals(observed)) {
      return;
    }
    if (desired.isEmpty()) {
      waf.disassociateWebACL(r -> r.resourceArn(balancer));
    } else {
      waf.associateWebACL(r -> r.resourceArn(balancer).webACLArn(desired));
    }
    associated.put(balancer, desired, VALID);
    deployment.modified(
        ResourceType.WEB_ACL_ASSOCIATION, id, balancer, "webACLARN", observed, desired);
  }

  private String lookUp(String balancer) {
    var acl = waf.getWebACLForResource(r -> r.resourceArn(balancer)).webACL();
    return acl == null || acl.arn() == null ? "" : acl.arn();
  }
}
