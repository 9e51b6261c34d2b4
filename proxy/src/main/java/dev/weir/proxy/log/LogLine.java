package dev.weir.proxy.log;

import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// Builds one space-separated line.
final class LogLine {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
  private static final String HEX = "0123456789abcdef";

  private final StringBuilder line = new StringBuilder(512);

  /// A field as it is; `-` when empty.
  LogLine add(String text) {
    separate().append(text.isEmpty() ? "-" : text);
    return this;
  }

  LogLine add(long number) {
    separate().append(number);
    return this;
  }

  LogLine time(Instant instant) {
    TIME.formatTo(instant, separate());
    return this;
  }

  /// Seconds with three decimals, or -1.
  LogLine seconds(long nanos) {
    if (nanos < 0) {
      separate().append("-1");
      return this;
    }
    long millis = nanos / 1_000_000;
    separate().append(millis / 1000).append('.');
    String rest = Long.toString(millis % 1000);
    line.append("000", 0, 3 - rest.length()).append(rest);
    return this;
  }

  /// Seconds with nine decimals.
  LogLine preciseSeconds(long nanos) {
    String rest = Long.toString(nanos % 1_000_000_000);
    separate()
        .append(nanos / 1_000_000_000)
        .append('.')
        .append("000000000", 0, 9 - rest.length())
        .append(rest);
    return this;
  }

  LogLine address(InetSocketAddress address) {
    separate().append(host(address)).append(':').append(address.getPort());
    return this;
  }

  static String host(InetSocketAddress address) {
    return address.getAddress() == null
        ? address.getHostString()
        : NetUtil.toAddressString(address.getAddress());
  }

  /// A quoted field; `-` when empty. Quotes and what is not printable become `\xhh`.
  LogLine quoted(String text) {
    separate().append('"');
    if (text.isEmpty()) {
      line.append('-');
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x20 || c > 0x7e || c == '"') {
        line.append("\\x").append(HEX.charAt(c >> 4 & 15)).append(HEX.charAt(c & 15));
      } else {
        line.append(c);
      }
    }
    line.append('"');
    return this;
  }

  private StringBuilder separate() {
    return line.isEmpty() ? line : line.append(' ');
  }

  @Override
  public String toString() {
    return line.toString();
  }
}
