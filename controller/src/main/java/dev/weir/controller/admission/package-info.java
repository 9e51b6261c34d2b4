/// What the webhooks decide, as pure functions over objects.
@NullMarked
package dev.weir.controller.admission;

import org.jspecify.annotations.NullMarked;
