package dev.weir.proxy.exchange;

/// Takes header lines to add to a head.
public interface HeaderSink {

  /// @param line a whole line in ISO 8859-1 bytes, with its CR LF
  void line(byte[] line);
}
