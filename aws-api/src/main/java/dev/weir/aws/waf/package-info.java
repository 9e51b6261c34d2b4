/// WAFv2, WAF Regional and Shield: which web ACL and protection a load balancer has. Nothing is
/// evaluated.
@NullMarked
package dev.weir.aws.waf;

import org.jspecify.annotations.NullMarked;
