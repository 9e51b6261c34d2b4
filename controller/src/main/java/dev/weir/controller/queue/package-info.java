/// Work queues: each key is reconciled by one worker at a time, failures back off.
@NullMarked
package dev.weir.controller.queue;

import org.jspecify.annotations.NullMarked;
