/// EC2: networks, security groups and instances, over the store.
@NullMarked
package dev.weir.aws.ec2;

import org.jspecify.annotations.NullMarked;
