/// OpenAPI schemas of the served types, read as what decoding, defaulting and merging need to know.
@NullMarked
package dev.weir.kube.schema;

import org.jspecify.annotations.NullMarked;
