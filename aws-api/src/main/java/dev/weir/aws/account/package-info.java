/// The APIs about the account as a whole: security tokens, and resources by tag.
@NullMarked
package dev.weir.aws.account;

import org.jspecify.annotations.NullMarked;
