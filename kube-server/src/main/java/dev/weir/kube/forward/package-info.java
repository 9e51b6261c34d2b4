/// `kubectl port-forward`: connections to pods through the API.
@NullMarked
package dev.weir.kube.forward;

import org.jspecify.annotations.NullMarked;
