package dev.weir.store.world;

/// The certificate authority that issues certificates on this machine.
///
/// @param keyPem its private key, PKCS#8
public record LocalAuthority(String name, String certificatePem, String keyPem) {
  /// Never prints the key.
  @Override
  public String toString() {
    return "LocalAuthority[" + name + "]";
  }
}
