/// The controller's Prometheus metrics, named as those of the AWS Load Balancer Controller.
@NullMarked
package dev.weir.controller.metric;

import org.jspecify.annotations.NullMarked;
