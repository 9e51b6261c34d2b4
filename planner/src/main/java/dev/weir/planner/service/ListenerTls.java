package dev.weir.planner.service;

import dev.weir.planner.PlanError;
import dev.weir.planner.annotation.GoText;
import dev.weir.planner.annotation.ServiceListenerAnnotations;
import dev.weir.planner.annotation.ServiceTargetGroupAnnotations;
import dev.weir.planner.stack.ListenerSpec.CertificateRef;
import dev.weir.planner.stack.Token;
import java.util.List;
import java.util.TreeSet;

/// Which ports terminate TLS, and how.
///
/// @param certificates the default certificate first; empty when nothing terminates TLS
/// @param ports numbers or names of ports; empty means all
/// @param isBackendTls whether the load balancer speaks TLS to the targets, too
record ListenerTls(
    List<String> certificates, List<String> ports, String sslPolicy, boolean isBackendTls) {

  static ListenerTls of(ServiceContext context) {
    List<String> ports =
        context.annotations().stringList(ServiceListenerAnnotations.SSL_PORTS).orElse(List.of());
    requireUsed(ports, context);
    return new ListenerTls(
        context.annotations().stringList(ServiceListenerAnnotations.SSL_CERT).orElse(List.of()),
        ports,
        context
            .annotations()
            .string(ServiceListenerAnnotations.SSL_NEGOTIATION_POLICY)
            .orElse(context.environment().flags().defaultSslPolicy()),
        context
            .annotations()
            .string(ServiceTargetGroupAnnotations.BACKEND_PROTOCOL)
            .filter("ssl"::equals)
            .isPresent());
  }

  /// Whether the listener of this port terminates TLS.
  boolean terminatesAt(ListenerPort port) {
    return !certificates.isEmpty()
        && !port.protocol().equals("UDP")
        && !port.protocol().equals("TCP_UDP")
        && (ports.isEmpty()
            || ports.stream().anyMatch(text -> ListenerPort.isCalled(port.port(), text)));
  }

  List<CertificateRef> certificateRefs() {
    return certificates.stream()
        .map(arn -> new CertificateRef(new Token.ExistingCertificate(arn)))
        .toList();
  }

  private static void requireUsed(List<String> ports, ServiceContext context) {
    TreeSet<String> unused = new TreeSet<>(ports);
    unused.removeIf(
        text -> context.ports().stream().anyMatch(port -> ListenerPort.isCalled(port, text)));
    if (!unused.isEmpty()) {
      throw PlanError.inField(
          ServiceListenerAnnotations.SSL_PORTS.key(),
          "Unused port in ssl-ports annotation " + GoText.list(unused));
    }
  }
}
