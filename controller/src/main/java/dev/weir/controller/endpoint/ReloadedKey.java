package dev.weir.controller.endpoint;

import java.io.IOException;
import java.io.StringReader;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One certificate with its key from two PEM files, read again when the files have changed, as
/// certificate managers replace them.
final class ReloadedKey extends X509ExtendedKeyManager {
  private static final Logger log = LoggerFactory.getLogger(ReloadedKey.class);
  private static final String ALIAS = "webhook";

  private final Path certificateFile;
  private final Path keyFile;
  private final AtomicReference<Pair> current;

  private record Pair(X509Certificate[] chain, PrivateKey key, FileTime modified) {}

  private ReloadedKey(Path certificateFile, Path keyFile, Pair first) {
    this.certificateFile = certificateFile;
    this.keyFile = keyFile;
    this.current = new AtomicReference<>(first);
  }

  static ReloadedKey load(Path certificate, Path key) throws IOException, GeneralSecurityException {
    return new ReloadedKey(certificate, key, read(certificate, key));
  }

  private static Pair read(Path certificate, Path key)
      throws IOException, GeneralSecurityException {
    FileTime modified = Files.getLastModifiedTime(certificate);
    X509Certificate[] chain;
    try (var in = Files.newInputStream(certificate)) {
      chain =
          CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
              .map((Certificate each) -> (X509Certificate) each)
              .toArray(X509Certificate[]::new);
    }
    if (chain.length == 0) {
      throw new GeneralSecurityException(certificate + " holds no certificate");
    }
    return new Pair(chain, privateKey(key, chain[0].getPublicKey().getAlgorithm()), modified);
  }

  private static PrivateKey privateKey(Path file, String algorithm)
      throws IOException, GeneralSecurityException {
    try (PEMParser parser = new PEMParser(new StringReader(Files.readString(file)))) {
      for (Object each = parser.readObject(); each != null; each = parser.readObject()) {
        PrivateKeyInfo info =
            switch (each) {
              case PEMKeyPair pair -> pair.getPrivateKeyInfo();
              case PrivateKeyInfo single -> single;
              default -> null;
            };
        if (info != null) {
          return KeyFactory.getInstance(algorithm)
              .generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
        }
      }
    }
    throw new GeneralSecurityException(file + " holds no private key");
  }

  private Pair pair() {
    Pair used = current.get();
    try {
      if (!Files.getLastModifiedTime(certificateFile).equals(used.modified())) {
        current.set(read(certificateFile, keyFile));
      }
    } catch (IOException | GeneralSecurityException e) {
      log.warn("the webhook certificate was not read again: {}", e.toString());
    }
    return current.get();
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return pair().chain();
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return pair().key();
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return keyType.startsWith(pair().key().getAlgorithm()) ? ALIAS : null;
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return chooseEngineServerAlias(keyType, issuers, null);
  }

  @Override
  public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return new String[] {ALIAS};
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return null;
  }
}
