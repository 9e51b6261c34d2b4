package dev.weir.planner.change;

import dev.weir.planner.stack.ListenerSpec;
import dev.weir.planner.stack.ResourceSpec;
import dev.weir.planner.stack.Stack;
import dev.weir.planner.stack.StackJson;
import dev.weir.planner.stack.Token;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// Specs as trees, with labels in place of tokens.
final class SpecTrees {

  private final Labels labels;

  SpecTrees(Labels labels) {
    this.labels = labels;
  }

  ObjectNode of(ResourceSpec spec) {
    Stack alone = new Stack("", List.of(new Stack.Resource("r", withVisibleCertificates(spec))));
    ObjectNode resource =
        (ObjectNode)
            StackJson.toTree(alone).path("resources").path(spec.resourceType().key()).path("r");
    ObjectNode tree = resource.get("spec") instanceof ObjectNode inner ? inner : resource;
    return (ObjectNode) labels.in(tree);
  }

  // The JSON form of a stack hides the ARNs of certificates that exist; here they matter.
  private static ResourceSpec withVisibleCertificates(ResourceSpec spec) {
    if (!(spec instanceof ListenerSpec listener)) {
      return spec;
    }
    return new ListenerSpec(
        listener.loadBalancerArn(),
        listener.port(),
        listener.protocol(),
        listener.defaultActions(),
        listener.certificates().stream().map(SpecTrees::visible).toList(),
        listener.sslPolicy(),
        listener.alpnPolicy(),
        listener.mutualAuthentication(),
        listener.tags(),
        listener.listenerAttributes());
  }

  private static ListenerSpec.CertificateRef visible(ListenerSpec.CertificateRef certificate) {
    return certificate.certificateArn() instanceof Token.ExistingCertificate(String arn)
        ? new ListenerSpec.CertificateRef(Token.of(arn))
        : certificate;
  }
}
