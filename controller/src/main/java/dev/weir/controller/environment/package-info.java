/// What planning needs to know of the AWS account.
@NullMarked
package dev.weir.controller.environment;

import org.jspecify.annotations.NullMarked;
