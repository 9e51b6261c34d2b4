/// What the engine and its neighbours (target selection, authentication, logs, metrics) say to each
/// other about one exchange. Everything here is called on the event loop of the exchange unless it
/// says otherwise, so implementations must not block.
@NullMarked
package dev.weir.proxy.exchange;

import org.jspecify.annotations.NullMarked;
