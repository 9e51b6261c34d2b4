package dev.weir.store;

import dev.weir.elb.TrustStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A trust store with what the API tells about its contents.
///
/// @param revocations its revocation lists, in the order of the trust store's `revocationsPem`
/// @param lastRevocationId the id that was given last; ids grow by one and are never given twice
public record StoredTrustStore(
    TrustStore trustStore, int certificates, List<Revocation> revocations, long lastRevocationId) {
  public StoredTrustStore {
    revocations = List.copyOf(revocations);
  }

  /// @param entries how many revoked serial numbers it lists
  public record Revocation(long id, int entries) {}

  /// How many revoked serial numbers all its lists have together.
  public int revokedEntries() {
    return revocations.stream().mapToInt(Revocation::entries).sum();
  }

  /// The revocation list with this id, PEM.
  public Optional<String> revocationText(long id) {
    for (int i = 0; i < revocations.size(); i++) {
      if (revocations.get(i).id() == id) {
        return Optional.of(trustStore.revocationsPem().get(i));
      }
    }
    return Optional.empty();
  }

  /// The same with another bundle of certificate authorities.
  public StoredTrustStore withBundle(String caPem, int count) {
    TrustStore changed =
        new TrustStore(
            trustStore.arn(),
            trustStore.name(),
            trustStore.status(),
            caPem,
            trustStore.revocationsPem());
    return new StoredTrustStore(changed, count, revocations, lastRevocationId);
  }

  /// The same with one more revocation list, which gets the next id.
  public StoredTrustStore withRevocation(String pem, int entries) {
    List<String> texts = new ArrayList<>(trustStore.revocationsPem());
    texts.add(pem);
    List<Revocation> all = new ArrayList<>(revocations);
    all.add(new Revocation(lastRevocationId + 1, entries));
    return new StoredTrustStore(withTexts(texts), certificates, all, lastRevocationId + 1);
  }

  /// The same without some revocation lists.
  public StoredTrustStore withoutRevocations(Set<Long> ids) {
    List<String> texts = new ArrayList<>();
    List<Revocation> kept = new ArrayList<>();
    for (int i = 0; i < revocations.size(); i++) {
      if (!ids.contains(revocations.get(i).id())) {
        kept.add(revocations.get(i));
        texts.add(trustStore.revocationsPem().get(i));
      }
    }
    return new StoredTrustStore(withTexts(texts), certificates, kept, lastRevocationId);
  }

  private TrustStore withTexts(List<String> revocationsPem) {
    return new TrustStore(
        trustStore.arn(),
        trustStore.name(),
        trustStore.status(),
        trustStore.caPem(),
        revocationsPem);
  }
}
