/// Black-box tests of a started `weir`.
@NullMarked
package dev.weir.acceptance;

import org.jspecify.annotations.NullMarked;
