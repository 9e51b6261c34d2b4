/// Chooses targets: the eligible targets of each group as arrays that are rebuilt when health or
/// registrations change, the algorithms, weights and stickiness.
///
/// `select`, `onResponse` and `onEnd` run on event loops: they read arrays that were published with
/// one reference write and count with atomics; they take no lock and, but for a stickiness cookie
/// that was not seen before, allocate nothing.
@NullMarked
package dev.weir.proxy.target;

import org.jspecify.annotations.NullMarked;
