package dev.weir.proxy.tls;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// The parts of a ClientHello (RFC 8446 section 4.1.2) that choose a certificate.
///
/// @param serverName in lower case, empty when there is none
/// @param ecdsa whether the client verifies ECDSA signatures and has a cipher to use them with
public record ClientHello(String serverName, boolean ecdsa) {
  static final ClientHello NONE = new ClientHello("", false);
  private static final int VERSION_AND_RANDOM = 34;
  private static final int SERVER_NAME = 0;
  private static final int SIGNATURE_ALGORITHMS = 13;

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
    boolean ciphers = hasCipherForEcdsa(in, at + 2, at + 2 + in.getUnsignedShort(at));
    at += 2 + in.getUnsignedShort(at);
    at += 1 + in.getUnsignedByte(at);
    if (at + 2 > in.writerIndex()) {
      return NONE;
    }
    int end = at + 2 + in.getUnsignedShort(at);
    at += 2;
    String name = "";
    boolean ecdsa = false;
    while (at + 4 <= end) {
      int type = in.getUnsignedShort(at);
      int length = in.getUnsignedShort(at + 2);
      at += 4;
      if (type == SERVER_NAME && length > 5) {
        int nameLength = in.getUnsignedShort(at + 3);
        name = in.toString(at + 5, nameLength, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
      } else if (type == SIGNATURE_ALGORITHMS) {
        ecdsa = ciphers && offersEcdsa(in, at + 2, at + length);
      }
      at += length;
    }
    return new ClientHello(name, ecdsa);
  }

  /// Those of TLS 1.3 go with every key, ECDHE_ECDSA ones of TLS 1.2 with such keys alone.
  private static boolean hasCipherForEcdsa(ByteBuf in, int from, int to) {
    for (int at = from; at + 2 <= to; at += 2) {
      int cipher = in.getUnsignedShort(at);
      boolean found =
          switch (cipher) {
            case 0xc006, 0xc007, 0xc008, 0xc009, 0xc00a -> true;
            case 0xc023, 0xc024, 0xc02b, 0xc02c, 0xcca9 -> true;
            case 0xc0ac, 0xc0ad, 0xc0ae, 0xc0af -> true;
            default -> cipher >>> 8 == 0x13;
          };
      if (found) {
        return true;
      }
    }
    return false;
  }

  private static boolean offersEcdsa(ByteBuf in, int from, int to) {
    for (int at = from; at + 2 <= to; at += 2) {
      int scheme = in.getUnsignedShort(at);
      if (scheme == 0x0403 || scheme == 0x0503 || scheme == 0x0603 || scheme == 0x0203) {
        return true;
      }
    }
    return false;
  }
}
