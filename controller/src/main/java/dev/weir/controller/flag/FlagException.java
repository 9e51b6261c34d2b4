package dev.weir.controller.flag;

/// A flag that cannot be used; the message is for the person who typed it.
public final class FlagException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public FlagException(String message) {
    super(message);
  }
}
