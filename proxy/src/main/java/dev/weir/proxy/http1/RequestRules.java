package dev.weir.proxy.http1;

import java.util.Locale;

/// How a listener changes request heads: decided once per snapshot.
///
/// @param preserveHost whether Host goes to targets as received
/// @param dropInvalid whether fields with invalid names are left out
/// @param forwardedFor `append`, `preserve` or `remove`
/// @param clientPort whether X-Forwarded-For tells the client's port
/// @param protocolLines the X-Forwarded-Proto and X-Forwarded-Port lines
/// @param defaultPort the port suffix that Host loses, `:80` or `:443`
/// @param portSuffix what Host gets when it has no port; empty when the listener's port is the
///   default of its scheme
/// @param dnsName the Host of requests that have none
public record RequestRules(
    boolean preserveHost,
    boolean dropInvalid,
    ForwardedFor forwardedFor,
    boolean clientPort,
    Line protocolLines,
    Line defaultPort,
    Line portSuffix,
    Line dnsName) {

  /// The attribute `routing.http.xff_header_processing.mode`.
  public enum ForwardedFor {
    APPEND,
    PRESERVE,
    REMOVE;

    public static ForwardedFor parse(String value) {
      return switch (value) {
        case "preserve" -> PRESERVE;
        case "remove" -> REMOVE;
        default -> APPEND;
      };
    }
  }

  /// Bytes that never change, as a component that compares by identity.
  public static final class Line {
    final byte[] bytes;

    public Line(String text) {
      this.bytes = Bytes.latin1(text);
    }

    public byte[] bytes() {
      return bytes;
    }
  }

  public static RequestRules of(
      boolean secure,
      int port,
      String dnsName,
      boolean preserveHost,
      boolean dropInvalid,
      ForwardedFor forwardedFor,
      boolean clientPort) {
    int usual = secure ? 443 : 80;
    String scheme = secure ? "https" : "http";
    return new RequestRules(
        preserveHost,
        dropInvalid,
        forwardedFor,
        clientPort,
        new Line("X-Forwarded-Proto: " + scheme + "\r\nX-Forwarded-Port: " + port + "\r\n"),
        new Line(":" + usual),
        new Line(port == usual ? "" : ":" + port),
        new Line(dnsName.toLowerCase(Locale.ROOT)));
  }
}
