package dev.weir.store;

import dev.weir.elb.Arn;
import dev.weir.elb.Listener;
import dev.weir.elb.ListenerProtocol;
import dev.weir.elb.ProtocolVersion;
import dev.weir.elb.RuleAction;
import dev.weir.elb.TargetGroup;
import dev.weir.elb.TargetGroupProtocol;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What must hold when a listener's actions refer to target groups and certificates.
final class Associations {
  private final Transaction transaction;

  Associations(Transaction transaction) {
    this.transaction = transaction;
  }

  /// Every target group is there, speaks a protocol that the listener can forward to, belongs to no
  /// other load balancer, and the load balancer does not get too many.
  void check(Arn loadBalancer, ListenerProtocol protocol, List<RuleAction> actions) {
    Set<Arn> groups = new TreeSet<>(References.targetGroups(actions).toList());
    for (Arn arn : groups) {
      TargetGroup group = transaction.targetGroups().get(arn);
      checkProtocol(protocol, group);
      checkOwner(loadBalancer, arn);
    }
    if (!groups.isEmpty()) {
      groups.addAll(References.targetGroupsOf(transaction, loadBalancer));
      int most = transaction.quota(Quota.TARGET_GROUPS_PER_APPLICATION_LOAD_BALANCER);
      if (groups.size() > most) {
        throw new StoreException(
            StoreError.TOO_MANY_UNIQUE_TARGET_GROUPS,
            "The maximum number of unique target groups per load balancer '"
                + most
                + "' has been reached on load balancer '"
                + loadBalancer
                + "'");
      }
    }
  }

  private void checkOwner(Arn loadBalancer, Arn group) {
    Set<Arn> others = References.loadBalancersOf(transaction, group);
    others.remove(loadBalancer);
    if (!others.isEmpty()) {
      throw new StoreException(
          StoreError.TARGET_GROUP_ASSOCIATION_LIMIT,
          "The following target groups cannot be associated with more than one load balancer: "
              + group);
    }
  }

  private static void checkProtocol(ListenerProtocol listener, TargetGroup group) {
    TargetGroupProtocol protocol = group.protocol();
    boolean fits =
        switch (listener) {
          case HTTP, HTTPS -> protocol.isHttp();
          case TCP ->
              protocol == TargetGroupProtocol.TCP
                  || protocol == TargetGroupProtocol.TCP_UDP
                  || protocol == TargetGroupProtocol.TCP_QUIC;
          case TLS -> protocol == TargetGroupProtocol.TLS || protocol == TargetGroupProtocol.TCP;
          case UDP ->
              protocol == TargetGroupProtocol.UDP || protocol == TargetGroupProtocol.TCP_UDP;
          case TCP_UDP -> protocol == TargetGroupProtocol.TCP_UDP;
          case QUIC ->
              protocol == TargetGroupProtocol.QUIC || protocol == TargetGroupProtocol.TCP_QUIC;
          case TCP_QUIC -> protocol == TargetGroupProtocol.TCP_QUIC;
        };
    if (!fits) {
      throw new StoreException(
          StoreError.INCOMPATIBLE_PROTOCOLS,
          "The protocol '"
              + protocol
              + "' of target group '"
              + group.arn()
              + "' is incompatible with a listener of protocol '"
              + listener
              + "'");
    }
    if (listener == ListenerProtocol.HTTP && needsHttps(group)) {
      throw new StoreException(
          StoreError.INVALID_CONFIGURATION_REQUEST,
          "Listener protocol 'HTTP' is not supported with a target group with the protocol-version"
              + " '"
              + group.protocolVersion()
              + "'");
    }
  }

  private static boolean needsHttps(TargetGroup group) {
    return group.protocolVersion() == ProtocolVersion.HTTP2
        || group.protocolVersion() == ProtocolVersion.GRPC;
  }

  void checkCertificates(List<Arn> certificates) {
    for (Arn certificate : certificates) {
      if (transaction.find(Tables.CERTIFICATES, certificate.value()).isEmpty()) {
        throw new StoreException(
            StoreError.CERTIFICATE_NOT_FOUND, "Certificate '" + certificate + "' not found");
      }
    }
    int most = transaction.quota(Quota.CERTIFICATES_PER_APPLICATION_LOAD_BALANCER);
    if (certificates.stream().skip(1).distinct().count() > most) {
      throw new StoreException(
          StoreError.TOO_MANY_CERTIFICATES,
          "The maximum number of certificates per listener '" + most + "' has been reached");
    }
  }

  void checkTrustStore(Listener listener) {
    listener
        .mutualAuthentication()
        .flatMap(Listener.MutualAuthentication::trustStoreArn)
        .ifPresent(arn -> transaction.trustStores().get(arn));
  }
}
