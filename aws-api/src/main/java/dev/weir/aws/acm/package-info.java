/// AWS Certificate Manager: certificates that are imported, or issued by a local authority.
@NullMarked
package dev.weir.aws.acm;

import org.jspecify.annotations.NullMarked;
