package dev.weir.elb;

import java.util.List;

/// Certificate authorities that client certificates are verified against.
///
/// @param caPem the bundle, PEM certificates one after the other
/// @param revocationsPem certificate revocation lists, PEM
public record TrustStore(
    Arn arn, String name, String status, String caPem, List<String> revocationsPem) {
  public TrustStore {
    revocationsPem = List.copyOf(revocationsPem);
  }
}
