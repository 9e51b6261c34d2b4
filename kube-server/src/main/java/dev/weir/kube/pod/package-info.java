/// Simulated pods: real HTTP servers on loopback addresses that answer what they saw.
///
/// Plain blocking sockets on virtual threads; an idle pod is one parked thread per port.
@NullMarked
package dev.weir.kube.pod;

import org.jspecify.annotations.NullMarked;
