package dev.weir.proxy.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.util.Base64;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PemKeyTest {
  @ParameterizedTest
  @CsvSource({"RSA, 2048", "EC, 256", "EC, 384"})
  void aPkcs8KeyIsReadWhateverTextIsAroundIt(String algorithm, int bits) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(bits);
    PrivateKey key = generator.generateKeyPair().getPrivate();
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());

    String pem =
        "Bag Attributes\n-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n";

    assertThat(PemKey.read(pem, algorithm)).isEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-----BEGIN RSA PRIVATE KEY-----\nAA==\n-----END RSA PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\nAA=="
      })
  void anythingElseIsRefusedWithWhatWasExpected(String pem) {
    assertThatThrownBy(() -> PemKey.read(pem, "RSA"))
        .isInstanceOf(InvalidKeySpecException.class)
        .hasMessage("its private key is not PKCS#8 in PEM (expected: -----BEGIN PRIVATE KEY-----)");
  }
}
