package dev.weir.store;

import dev.weir.elb.Arn;
import dev.weir.elb.Listener;
import dev.weir.elb.LoadBalancer;
import dev.weir.elb.LoadBalancerType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Changes to listeners.
public final class Listeners {
  private final Transaction transaction;
  private final Associations associations;

  Listeners(Transaction transaction) {
    this.transaction = transaction;
    this.associations = new Associations(transaction);
  }

  /// Creates a listener. One that exists on this port with the same settings is returned as it is.
  ///
  /// @throws StoreException `LoadBalancerNotFound`, `DuplicateListener`, `TooManyListeners`, or
  ///   what is wrong with what its actions and certificates refer to
  public Listener create(NewListener wanted, Map<String, String> tags) {
    LoadBalancer loadBalancer = transaction.loadBalancers().get(wanted.loadBalancerArn());
    Optional<Listener> existing = onPort(wanted.loadBalancerArn(), wanted.port());
    if (existing.isPresent()) {
      return sameOrRefused(existing.get(), wanted);
    }
    int most = transaction.quota(quota(loadBalancer.type()));
    if (References.listenersOf(transaction, wanted.loadBalancerArn()).size() >= most) {
      throw new StoreException(
          StoreError.TOO_MANY_LISTENERS,
          "The maximum number of listeners '"
              + most
              + "' has been reached on load balancer '"
              + wanted.loadBalancerArn()
              + "'");
    }
    Listener created = wanted.as(wanted.loadBalancerArn().listener(transaction.newId(16)));
    check(created);
    transaction.put(Tables.LISTENERS, created);
    transaction.tags().add(created.arn().value(), tags);
    return created;
  }

  private static Quota quota(LoadBalancerType type) {
    return switch (type) {
      case APPLICATION -> Quota.LISTENERS_PER_APPLICATION_LOAD_BALANCER;
      case NETWORK -> Quota.LISTENERS_PER_NETWORK_LOAD_BALANCER;
    };
  }

  private static Listener sameOrRefused(Listener existing, NewListener wanted) {
    if (wanted.describes(existing)) {
      return existing;
    }
    throw new StoreException(
        StoreError.DUPLICATE_LISTENER,
        "A listener already exists on this port for this load balancer '"
            + wanted.loadBalancerArn()
            + "'");
  }

  private Optional<Listener> onPort(Arn loadBalancer, int port) {
    return References.listenersOf(transaction, loadBalancer).stream()
        .filter(listener -> listener.port() == port)
        .findFirst();
  }

  private void check(Listener listener) {
    associations.check(listener.loadBalancerArn(), listener.protocol(), listener.defaultActions());
    associations.checkCertificates(listener.certificates());
    associations.checkTrustStore(listener);
  }

  /// @throws StoreException `ListenerNotFound`
  public Listener get(Arn arn) {
    return transaction
        .find(Tables.LISTENERS, arn.value())
        .orElseThrow(() ->
            new StoreException(StoreError.LISTENER_NOT_FOUND, "One or more listeners not found"));
  }

  /// Stores a changed listener.
  ///
  /// @throws StoreException `ListenerNotFound`, `ValidationError` when its new port is taken, or
  ///   what is wrong with what it refers to
  public Listener update(Listener changed) {
    Listener before = get(changed.arn());
    boolean taken =
        onPort(changed.loadBalancerArn(), changed.port())
            .filter(other -> !other.arn().equals(changed.arn()))
            .isPresent();
    if (taken) {
      throw new StoreException(
          StoreError.VALIDATION_ERROR, "Listener port '" + changed.port() + "' is already in use");
    }
    check(changed);
    if (changed.protocol() != before.protocol()) {
      References.rulesOf(transaction, changed.arn())
          .forEach(rule ->
              associations.check(changed.loadBalancerArn(), changed.protocol(), rule.actions()));
    }
    transaction.put(Tables.LISTENERS, changed);
    return changed;
  }

  /// Adds certificates for SNI; those that are there already stay.
  public Listener addCertificates(Arn arn, List<Arn> more) {
    Listener listener = get(arn);
    List<Arn> all = new java.util.ArrayList<>(listener.certificates());
    for (Arn certificate : more) {
      if (!all.subList(Math.min(1, all.size()), all.size()).contains(certificate)) {
        all.add(certificate);
      }
    }
    return update(withCertificates(listener, all));
  }

  /// Removes certificates for SNI; those that are not there are ignored.
  ///
  /// @throws StoreException `OperationNotPermitted` for the default certificate
  public Listener removeCertificates(Arn arn, List<Arn> gone) {
    Listener listener = get(arn);
    List<Arn> extra = listener.certificates().stream().skip(1).toList();
    for (Arn certificate : gone) {
      if (!extra.contains(certificate)
          && listener.certificates().stream().findFirst().equals(Optional.of(certificate))) {
        throw new StoreException(
            StoreError.OPERATION_NOT_PERMITTED,
            "Default certificate '" + certificate + "' cannot be removed from the listener");
      }
    }
    List<Arn> kept = new java.util.ArrayList<>(listener.certificates().stream().limit(1).toList());
    extra.stream().filter(certificate -> !gone.contains(certificate)).forEach(kept::add);
    return update(withCertificates(listener, kept));
  }

  private static Listener withCertificates(Listener listener, List<Arn> certificates) {
    return new Listener(
        listener.arn(),
        listener.loadBalancerArn(),
        listener.port(),
        listener.protocol(),
        listener.defaultActions(),
        certificates,
        listener.sslPolicy(),
        listener.alpnPolicy(),
        listener.mutualAuthentication(),
        listener.attributes());
  }

  /// Deletes a listener with its rules.
  ///
  /// @throws StoreException `ListenerNotFound`
  public void delete(Arn arn) {
    get(arn);
    References.rulesOf(transaction, arn).forEach(rule -> transaction.rules().delete(rule.arn()));
    transaction.remove(Tables.LISTENERS, arn.value());
    transaction.tags().forget(arn.value());
  }
}
