package dev.weir.proxy.tls;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// The parts of a ClientHello (RFC 8446 section 4.1.2) that choose a certificate.
///
/// @param serverName in lower case, empty when there is none
/// @param tls13 whether the client speaks TLS 1.3
/// @param ciphers the codes of its ciphers
/// @param signatures the codes of the signature schemes that it verifies; empty when it says none
public record ClientHello(
    String serverName, boolean tls13, Set<Integer> ciphers, Set<Integer> signatures) {
  /// A hello that tells nothing.
  public static final ClientHello NONE = new ClientHello("", false, Set.of(), Set.of());

  private static final int VERSION_AND_RANDOM = 34;
  private static final int SERVER_NAME = 0;
  private static final int SIGNATURE_ALGORITHMS = 13;
  private static final int SUPPORTED_VERSIONS = 43;
  private static final int TLS_1_3 = 0x0304;

  public ClientHello {
    ciphers = Set.copyOf(ciphers);
    signatures = Set.copyOf(signatures);
  }

  /// @param in from the legacy version on; what cannot be read counts as absent
  public static ClientHello parse(ByteBuf in) {
    try {
      return extensions(in, in.readerIndex() + VERSION_AND_RANDOM);
    } catch (IndexOutOfBoundsException _) {
      return NONE;
    }
  }

  private static ClientHello extensions(ByteBuf in, int start) {
    int at = start;
    at += 1 + in.getUnsignedByte(at);
    Set<Integer> ciphers = codes(in, at + 2, at + 2 + in.getUnsignedShort(at));
    at += 2 + in.getUnsignedShort(at);
    at += 1 + in.getUnsignedByte(at);
    if (at + 2 > in.writerIndex()) {
      return new ClientHello("", false, ciphers, Set.of());
    }
    int end = at + 2 + in.getUnsignedShort(at);
    at += 2;
    String name = "";
    boolean tls13 = false;
    Set<Integer> signatures = Set.of();
    while (at + 4 <= end) {
      int type = in.getUnsignedShort(at);
      int length = in.getUnsignedShort(at + 2);
      at += 4;
      if (type == SERVER_NAME && length > 5) {
        int nameLength = in.getUnsignedShort(at + 3);
        name = in.toString(at + 5, nameLength, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
      } else if (type == SIGNATURE_ALGORITHMS) {
        signatures = codes(in, at + 2, at + length);
      } else if (type == SUPPORTED_VERSIONS) {
        tls13 = codes(in, at + 1, at + length).contains(TLS_1_3);
      }
      at += length;
    }
    return new ClientHello(name, tls13, ciphers, signatures);
  }

  private static Set<Integer> codes(ByteBuf in, int from, int to) {
    Set<Integer> codes = new TreeSet<>();
    for (int at = from; at + 2 <= to; at += 2) {
      codes.add(in.getUnsignedShort(at));
    }
    return codes;
  }
}
