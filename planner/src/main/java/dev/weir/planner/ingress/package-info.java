/// Ingress groups to Application Load Balancers: one small type per concern of the model.
@NullMarked
package dev.weir.planner.ingress;

import org.jspecify.annotations.NullMarked;
