/// Objects of S3 as files: what trust stores are made from.
@NullMarked
package dev.weir.aws.objects;

import org.jspecify.annotations.NullMarked;
