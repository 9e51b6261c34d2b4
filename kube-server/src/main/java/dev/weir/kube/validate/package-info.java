/// What every write is checked for, and the defaults that it gets.
@NullMarked
package dev.weir.kube.validate;

import org.jspecify.annotations.NullMarked;
