/// CustomResourceDefinitions: custom types as data.
@NullMarked
package dev.weir.kube.crd;

import org.jspecify.annotations.NullMarked;
