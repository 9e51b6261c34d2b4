/// AWS objects found by id, name or tag: security groups, certificates, trust stores, target
/// groups, web ACLs and existing load balancers.
@NullMarked
package dev.weir.planner.account;

import org.jspecify.annotations.NullMarked;
