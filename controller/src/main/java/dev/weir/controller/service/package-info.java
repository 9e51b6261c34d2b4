/// Services of type LoadBalancer: each gets a Network Load Balancer.
@NullMarked
package dev.weir.controller.service;

import org.jspecify.annotations.NullMarked;
