package dev.weir.proxy.tls;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/// A client certificate that the listener does not accept.
public final class RefusedCertificate extends CertificateException {
  private static final long serialVersionUID = 1;

  private final String code;
  private final transient @Nullable X509Certificate leaf;

  RefusedCertificate(String code, X509Certificate leaf, String message) {
    super(message);
    this.code = code;
    this.leaf = leaf;
  }

  /// The connection log's code, such as `ClientCertExpired`.
  public String code() {
    return code;
  }

  public @Nullable X509Certificate leaf() {
    return leaf;
  }

  /// The refusal among the causes of a failed handshake, or null when it failed for another reason.
  public static @Nullable RefusedCertificate among(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RefusedCertificate refused) {
        return refused;
      }
    }
    return null;
  }
}
