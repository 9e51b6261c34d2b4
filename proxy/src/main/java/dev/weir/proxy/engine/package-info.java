/// The data plane's engine: listeners, client connections, exchanges, target connections. Every
/// object that belongs to a connection or an event loop is used on that event loop only; what all
/// loops share is immutable and published by one reference write.
@NullMarked
package dev.weir.proxy.engine;

import org.jspecify.annotations.NullMarked;
