/// Elastic Load Balancing v2 over the store.
@NullMarked
package dev.weir.aws.elbv2;

import org.jspecify.annotations.NullMarked;
