/// The key of an installation and what is sealed with it: cookies that nobody else can read or
/// make.
@NullMarked
package dev.weir.proxy.secret;

import org.jspecify.annotations.NullMarked;
