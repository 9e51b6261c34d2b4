package dev.weir.controller.admission;

/// An object may not be stored; the message is what its author sees.
public final class Denied extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public Denied(String message) {
    super(message);
  }
}
