package dev.weir.store;

import dev.weir.elb.Arn;
import dev.weir.elb.Listener;
import java.util.List;
import java.util.Map;

/// Changes to trust stores.
public final class TrustStores {
  private final Transaction transaction;

  TrustStores(Transaction transaction) {
    this.transaction = transaction;
  }

  /// An ARN for a trust store of this name.
  public Arn newArn(String name) {
    return Arn.trustStore(transaction.region(), transaction.account(), name, transaction.newId(16));
  }

  /// @throws StoreException `DuplicateTrustStoreName`, `TooManyTrustStores`
  public StoredTrustStore create(StoredTrustStore created, Map<String, String> tags) {
    String name = created.trustStore().name();
    for (StoredTrustStore other : transaction.all(Tables.TRUST_STORES).values()) {
      if (other.trustStore().name().equals(name)) {
        throw new StoreException(
            StoreError.DUPLICATE_TRUST_STORE_NAME,
            "A trust store with the name '" + name + "' already exists");
      }
    }
    if (transaction.all(Tables.TRUST_STORES).size() >= Limits.TRUST_STORES) {
      throw new StoreException(
          StoreError.TOO_MANY_TRUST_STORES,
          "The maximum number of trust stores '" + Limits.TRUST_STORES + "' has been reached");
    }
    transaction.put(Tables.TRUST_STORES, created);
    transaction.tags().add(created.trustStore().arn().value(), tags);
    return created;
  }

  /// @throws StoreException `TrustStoreNotFound`
  public StoredTrustStore get(Arn arn) {
    return transaction
        .find(Tables.TRUST_STORES, arn.value())
        .orElseThrow(() ->
            new StoreException(
                StoreError.TRUST_STORE_NOT_FOUND, "Trust store '" + arn + "' not found"));
  }

  /// Stores a changed trust store.
  public StoredTrustStore update(StoredTrustStore changed) {
    get(changed.trustStore().arn());
    transaction.put(Tables.TRUST_STORES, changed);
    return changed;
  }

  /// @throws StoreException `TrustStoreNotFound`, `TrustStoreInUse`
  public void delete(Arn arn) {
    get(arn);
    List<Arn> users = listenersWith(transaction, arn);
    if (!users.isEmpty()) {
      throw new StoreException(
          StoreError.TRUST_STORE_IN_USE,
          "Trust store '" + arn + "' is currently in use by listener '" + users.getFirst() + "'");
    }
    transaction.remove(Tables.TRUST_STORES, arn.value());
    transaction.tags().forget(arn.value());
  }

  /// The listeners that verify client certificates against a trust store.
  public static List<Arn> listenersWith(StateView state, Arn trustStore) {
    return state.all(Tables.LISTENERS).values().stream()
        .filter(listener ->
            listener
                .mutualAuthentication()
                .flatMap(Listener.MutualAuthentication::trustStoreArn)
                .filter(trustStore::equals)
                .isPresent())
        .map(Listener::arn)
        .toList();
  }
}
