package dev.weir.controller.deploy;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;

/// The certificates of a listener besides the default one, chosen by server name. All certificates
/// are added here, the default one too, so that it is still found by name when the default changes.
record ListenerCertificates(ElasticLoadBalancingV2Client elb) {
  void reconcile(String listenerArn, List<String> desiredArns) {
    Set<String> desired = new TreeSet<>(desiredArns);
    Set<String> observed = new TreeSet<>();
    elb.describeListenerCertificatesPaginator(r -> r.listenerArn(listenerArn))
        .certificates()
        .forEach(certificate -> {
          if (!Boolean.TRUE.equals(certificate.isDefault())) {
            observed.add(certificate.certificateArn());
          }
        });
    for (String arn : observed) {
      if (!desired.contains(arn)) {
        elb.removeListenerCertificates(
            r -> r.listenerArn(listenerArn).certificates(c -> c.certificateArn(arn)));
      }
    }
    for (String arn : desired) {
      if (!observed.contains(arn)) {
        elb.addListenerCertificates(
            r -> r.listenerArn(listenerArn).certificates(c -> c.certificateArn(arn)));
      }
    }
  }
}
