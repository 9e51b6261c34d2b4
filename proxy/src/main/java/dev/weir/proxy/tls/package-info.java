/// TLS as Application Load Balancers do it: security policies, choice of certificate, mutual TLS.
@NullMarked
package dev.weir.proxy.tls;

import org.jspecify.annotations.NullMarked;
