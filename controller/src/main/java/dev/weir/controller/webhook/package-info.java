/// The controller's admission webhooks: which writes they look at, and what they answer.
@NullMarked
package dev.weir.controller.webhook;

import org.jspecify.annotations.NullMarked;
