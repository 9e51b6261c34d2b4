package dev.weir.store;

import dev.weir.elb.Arn;
import dev.weir.elb.LoadBalancer;
import dev.weir.elb.LoadBalancerAttributes;
import dev.weir.elb.LoadBalancerState;
import dev.weir.elb.LoadBalancerType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Changes to load balancers.
public final class LoadBalancers {
  private final Transaction transaction;
  private final StoreConfig config;
  private final AddressPool addresses;

  LoadBalancers(Transaction transaction, StoreConfig config, AddressPool addresses) {
    this.transaction = transaction;
    this.config = config;
    this.addresses = addresses;
  }

  /// Creates a load balancer in state `provisioning`, with an address and a DNS name of its own.
  /// One that exists under this name with the same settings is returned as it is.
  ///
  /// @throws StoreException `DuplicateLoadBalancerName`, `TooManyLoadBalancers`
  public LoadBalancer create(NewLoadBalancer wanted, Map<String, String> tags) {
    Optional<LoadBalancer> existing = find(wanted.name());
    if (existing.isPresent()) {
      return sameOrRefused(existing.get(), wanted);
    }
    long ofType =
        transaction.all(Tables.LOAD_BALANCERS).values().stream()
            .filter(other -> other.type() == wanted.type())
            .count();
    int most = transaction.quota(quota(wanted.type()));
    if (ofType >= most) {
      throw new StoreException(
          StoreError.TOO_MANY_LOAD_BALANCERS,
          "The maximum number of load balancers '" + most + "' has been reached");
    }
    LoadBalancer created = create(wanted);
    transaction.put(Tables.LOAD_BALANCERS, created);
    transaction.tags().add(created.arn().value(), tags);
    return created;
  }

  private static Quota quota(LoadBalancerType type) {
    return switch (type) {
      case APPLICATION -> Quota.APPLICATION_LOAD_BALANCERS;
      case NETWORK -> Quota.NETWORK_LOAD_BALANCERS;
    };
  }

  private static LoadBalancer sameOrRefused(LoadBalancer existing, NewLoadBalancer wanted) {
    if (wanted.describes(existing)) {
      return existing;
    }
    throw new StoreException(
        StoreError.DUPLICATE_LOAD_BALANCER_NAME,
        "A load balancer with the same name '"
            + wanted.name()
            + "' exists, but with different settings");
  }

  private LoadBalancer create(NewLoadBalancer wanted) {
    String id = transaction.newId(16);
    return new LoadBalancer(
        Arn.loadBalancer(config.region(), config.account(), wanted.type(), wanted.name(), id),
        wanted.name(),
        wanted.type(),
        wanted.scheme(),
        wanted.ipAddressType(),
        wanted.vpcId(),
        wanted.zones(),
        wanted.securityGroups(),
        dnsName(wanted, id),
        hostedZone(wanted.type()),
        transaction.now(),
        LoadBalancerState.PROVISIONING,
        List.of(addresses.next(usedAddresses())),
        Map.of(),
        wanted.settings());
  }

  private String dnsName(NewLoadBalancer wanted, String id) {
    String number = wanted.type() == LoadBalancerType.NETWORK ? id : transaction.newNumber();
    String prefix =
        wanted.type() == LoadBalancerType.APPLICATION && wanted.scheme().equals("internal")
            ? "internal-"
            : "";
    return prefix + wanted.name() + "-" + number + "." + config.region() + "." + config.dnsSuffix();
  }

  /// The hosted zones of eu-west-1; no DNS service reads them here.
  private static String hostedZone(LoadBalancerType type) {
    return switch (type) {
      case APPLICATION -> "Z32O12XQLNTSW2";
      case NETWORK -> "Z2IFOLAFXWLO4F";
    };
  }

  private Set<String> usedAddresses() {
    return transaction.all(Tables.LOAD_BALANCERS).values().stream()
        .flatMap(loadBalancer -> loadBalancer.addresses().stream())
        .collect(Collectors.toSet());
  }

  private Optional<LoadBalancer> find(String name) {
    return transaction.all(Tables.LOAD_BALANCERS).values().stream()
        .filter(loadBalancer -> loadBalancer.name().equals(name))
        .findFirst();
  }

  /// @throws StoreException `LoadBalancerNotFound`
  public LoadBalancer get(Arn arn) {
    return transaction
        .find(Tables.LOAD_BALANCERS, arn.value())
        .orElseThrow(() ->
            new StoreException(
                StoreError.LOAD_BALANCER_NOT_FOUND, "Load balancer '" + arn + "' not found"));
  }

  /// Stores a changed load balancer.
  public LoadBalancer update(LoadBalancer changed) {
    get(changed.arn());
    transaction.put(Tables.LOAD_BALANCERS, changed);
    return changed;
  }

  /// Deletes a load balancer with its listeners and rules; nothing happens when it is not there.
  ///
  /// @throws StoreException `OperationNotPermitted` while it is protected, `ResourceInUse` while a
  ///   target group has it as target
  public void delete(Arn arn) {
    Optional<LoadBalancer> found = transaction.find(Tables.LOAD_BALANCERS, arn.value());
    if (found.isEmpty()) {
      return;
    }
    if (found.get().attribute(LoadBalancerAttributes.DELETION_PROTECTION).equals("true")) {
      throw new StoreException(
          StoreError.OPERATION_NOT_PERMITTED,
          "Load balancer '" + arn + "' cannot be deleted because deletion protection is enabled");
    }
    refuseWhenTarget(arn);
    References.listenersOf(transaction, arn)
        .forEach(listener -> transaction.listeners().delete(listener.arn()));
    transaction.remove(Tables.LOAD_BALANCERS, arn.value());
    transaction.tags().forget(arn.value());
    transaction.all(Tables.WEB_ACL_ASSOCIATIONS).forEach(this::forgetWebAcl);
  }

  private void forgetWebAcl(String key, dev.weir.store.world.WebAclAssociation association) {
    if (transaction.find(Tables.LOAD_BALANCERS, association.resourceArn()).isEmpty()) {
      transaction.remove(Tables.WEB_ACL_ASSOCIATIONS, key);
    }
  }

  private void refuseWhenTarget(Arn arn) {
    for (GroupTargets group : transaction.all(Tables.TARGETS).values()) {
      if (group.targets().stream().anyMatch(target -> target.target().id().equals(arn.value()))) {
        throw new StoreException(
            StoreError.RESOURCE_IN_USE,
            "Load balancer '"
                + arn
                + "' cannot be deleted because it is currently registered as a target of '"
                + group.targetGroupArn()
                + "'");
      }
    }
  }

  void activate(Arn arn) {
    setState(arn, LoadBalancerState.ACTIVE);
  }

  void fail(Arn arn) {
    setState(arn, LoadBalancerState.FAILED);
  }

  private void setState(Arn arn, LoadBalancerState state) {
    transaction
        .find(Tables.LOAD_BALANCERS, arn.value())
        .filter(loadBalancer -> loadBalancer.state() != state)
        .ifPresent(
            loadBalancer -> transaction.put(Tables.LOAD_BALANCERS, loadBalancer.withState(state)));
  }
}
