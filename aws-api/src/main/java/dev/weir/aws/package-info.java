/// The AWS-wire API over the store.
@NullMarked
package dev.weir.aws;

import org.jspecify.annotations.NullMarked;
