package dev.weir.store;

import dev.weir.elb.TrustStore;
import java.util.List;

/// A trust store with what the API tells about its contents.
///
/// @param revocations its revocation lists, in the order of the trust store's `revocationsPem`
public record StoredTrustStore(
    TrustStore trustStore, int certificates, List<Revocation> revocations) {
  public StoredTrustStore {
    revocations = List.copyOf(revocations);
  }

  /// @param id grows by one with every list added to this trust store
  /// @param entries how many revoked serial numbers it lists
  public record Revocation(long id, int entries) {}
}
