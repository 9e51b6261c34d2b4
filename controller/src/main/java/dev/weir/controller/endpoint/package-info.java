/// The controller's own HTTP endpoints: metrics, health probes and webhooks.
@NullMarked
package dev.weir.controller.endpoint;

import org.jspecify.annotations.NullMarked;
