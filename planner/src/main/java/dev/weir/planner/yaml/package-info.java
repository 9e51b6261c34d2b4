/// Reading of YAML and JSON text that remembers on which line everything was written.
@NullMarked
package dev.weir.planner.yaml;

import org.jspecify.annotations.NullMarked;
