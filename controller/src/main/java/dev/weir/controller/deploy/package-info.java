/// Makes the load balancer API hold what a stack says, one synthesizer per resource type.
@NullMarked
package dev.weir.controller.deploy;

import org.jspecify.annotations.NullMarked;
