/// The four ways of changing an object by a patch, and who owns which field.
@NullMarked
package dev.weir.kube.patch;

import org.jspecify.annotations.NullMarked;
