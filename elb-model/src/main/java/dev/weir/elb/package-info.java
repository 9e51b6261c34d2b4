/// The nouns of Elastic Load Balancing v2 as immutable records.
@NullMarked
package dev.weir.elb;

import org.jspecify.annotations.NullMarked;
