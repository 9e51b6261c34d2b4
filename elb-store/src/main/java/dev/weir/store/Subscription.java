package dev.weir.store;

/// A consumer's place in the change feed; closing it ends the delivery.
public interface Subscription extends AutoCloseable {
  @Override
  void close();
}
