/// The HTTP side: paths, verbs, discovery, OpenAPI, watches, errors.
@NullMarked
package dev.weir.kube.http;

import org.jspecify.annotations.NullMarked;
