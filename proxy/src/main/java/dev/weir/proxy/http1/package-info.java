/// HTTP/1 as bytes: parsing heads, classifying doubtful ones, following bodies, writing heads anew.
/// No sockets here.
@NullMarked
package dev.weir.proxy.http1;

import org.jspecify.annotations.NullMarked;
