/// The AWS wire protocols on the server's side: requests into SDK objects, SDK objects into
/// answers.
@NullMarked
package dev.weir.aws.wire;

import org.jspecify.annotations.NullMarked;
