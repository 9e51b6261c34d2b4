package dev.weir.aws.elbv2;

import dev.weir.elb.Listener.MutualAuthentication;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Certificate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.MutualAuthenticationAttributes;

/// A listener as the API tells it: of its certificates only the default.
final class ListenerWriter {
  private ListenerWriter() {}

  static Listener write(dev.weir.elb.Listener listener) {
    Listener.Builder written =
        Listener.builder()
            .listenerArn(listener.arn().value())
            .loadBalancerArn(listener.loadBalancerArn().value())
            .port(listener.port())
            .protocol(listener.protocol().name())
            .sslPolicy(listener.sslPolicy())
            .defaultActions(ActionWriter.write(listener.defaultActions()));
    if (!listener.certificates().isEmpty()) {
      written.certificates(
          Certificate.builder().certificateArn(listener.certificates().getFirst().value()).build());
    }
    listener.alpnPolicy().ifPresent(written::alpnPolicy);
    listener
        .mutualAuthentication()
        .ifPresent(mutual -> written.mutualAuthentication(mutual(mutual)));
    return written.build();
  }

  private static MutualAuthenticationAttributes mutual(MutualAuthentication mutual) {
    MutualAuthenticationAttributes.Builder written =
        MutualAuthenticationAttributes.builder().mode(mutual.mode());
    if (mutual.mode().equals("verify")) {
      written
          .trustStoreArn(mutual.trustStoreArn().map(Object::toString).orElse(null))
          .trustStoreAssociationStatus("active")
          .ignoreClientCertificateExpiry(mutual.ignoreClientCertificateExpiry())
          .advertiseTrustStoreCaNames(mutual.advertiseTrustStoreCaNames().orElse("off"));
    }
    return written.build();
  }
}
