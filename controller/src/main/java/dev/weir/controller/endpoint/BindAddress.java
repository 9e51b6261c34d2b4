package dev.weir.controller.endpoint;

import dev.weir.controller.flag.Flag;
import dev.weir.controller.flag.FlagException;
import dev.weir.controller.flag.FlagSet;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/// An address to listen on, as the flags of Go programs spell it: `:8080`, `127.0.0.1:8080`,
/// `[::1]:8080`; `0` is none.
record BindAddress(InetAddress host, int port) {

  /// Empty when the flag switches the endpoint off.
  ///
  /// @throws FlagException when the text is no address
  static Optional<BindAddress> of(FlagSet flags, Flag<String> flag) {
    String text = flags.get(flag);
    if (text.equals("0") || text.isEmpty()) {
      return Optional.empty();
    }
    int colon = text.lastIndexOf(':');
    String host = text.substring(0, Math.max(colon, 0)).replaceAll("[\\[\\]]", "");
    String port = text.substring(colon + 1);
    if (colon < 0 || !port.matches("\\d{1,5}") || Integer.parseInt(port) > 65535) {
      throw invalid(flag, text);
    }
    try {
      InetAddress address = InetAddress.getByName(host.isEmpty() ? "0.0.0.0" : host);
      return Optional.of(new BindAddress(address, Integer.parseInt(port)));
    } catch (UnknownHostException e) {
      throw invalid(flag, text);
    }
  }

  private static FlagException invalid(Flag<String> flag, String text) {
    return new FlagException(
        "invalid value \""
            + text
            + "\" for --"
            + flag.name()
            + ": expected: <address>:<port>, :<port>, or 0 to switch it off");
  }
}
