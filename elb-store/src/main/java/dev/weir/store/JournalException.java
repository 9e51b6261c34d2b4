package dev.weir.store;

/// The journal cannot be read or written; the message names the file and what can be done.
public final class JournalException extends RuntimeException {
  public JournalException(String message) {
    super(message);
  }

  public JournalException(String message, Throwable cause) {
    super(message, cause);
  }
}
