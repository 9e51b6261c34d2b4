package dev.weir.store;

/// A change that was refused; nothing of its transaction was kept. The message is the API's text.
public final class StoreException extends RuntimeException {
  private final StoreError error;

  public StoreException(StoreError error, String message) {
    super(message);
    this.error = error;
  }

  public StoreException(StoreError error, String message, Throwable cause) {
    super(message, cause);
    this.error = error;
  }

  public StoreError error() {
    return error;
  }
}
