/// The flags and feature gates of `weir controller`, named as those of the AWS Load Balancer
/// Controller.
@NullMarked
package dev.weir.controller.flag;

import org.jspecify.annotations.NullMarked;
