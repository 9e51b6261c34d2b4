/// Watches Kubernetes, plans, and deploys through the AWS SDK.
@NullMarked
package dev.weir.controller;

import org.jspecify.annotations.NullMarked;
