/// The served resource types, as data.
@NullMarked
package dev.weir.kube.registry;

import org.jspecify.annotations.NullMarked;
