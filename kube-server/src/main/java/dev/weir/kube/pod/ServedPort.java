package dev.weir.kube.pod;

/// A port on which a simulated container answers.
///
/// @param port 1 to 65535
/// @param container the container whose log gets the request lines
/// @param testing whether `/status/503`, `?delay=2s`, `/health` and `X-Echo-Set-Header` do what
///   they say
/// @param https whether it refuses plain HTTP; TLS it speaks in any case
public record ServedPort(
    int port, String container, EchoContext context, boolean testing, boolean https) {
  public ServedPort {
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException(
          "container " + container + ": port " + port + " is not between 1 and 65535");
    }
  }

  /// A port that speaks plain HTTP, too.
  public ServedPort(int port, String container, EchoContext context, boolean testing) {
    this(port, container, context, testing, false);
  }
}
