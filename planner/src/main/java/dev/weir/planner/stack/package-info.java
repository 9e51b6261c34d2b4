/// The result of planning: load balancers and everything that belongs to them, as the controller
/// wants them to be, in values and in the JSON form that the AWS Load Balancer Controller logs.
@NullMarked
package dev.weir.planner.stack;

import org.jspecify.annotations.NullMarked;
