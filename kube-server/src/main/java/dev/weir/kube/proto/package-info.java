/// Decoding of protobuf request bodies.
@NullMarked
package dev.weir.kube.proto;

import org.jspecify.annotations.NullMarked;
