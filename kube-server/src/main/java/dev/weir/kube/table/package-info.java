/// The columns that kubectl get prints.
@NullMarked
package dev.weir.kube.table;

import org.jspecify.annotations.NullMarked;
