/// What the controller reads from AWS and how it calls it: clients, throttles, caches.
@NullMarked
package dev.weir.controller.aws;

import org.jspecify.annotations.NullMarked;
