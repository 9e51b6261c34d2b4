package dev.weir.aws.elbv2;

import dev.weir.aws.wire.AwsService;
import dev.weir.aws.wire.Protocol;
import dev.weir.elb.TargetHealthSource;
import dev.weir.store.ElbStore;

/// The Elastic Load Balancing v2 API, version 2015-12-01.
public final class ElbApi {
  private static final String VERSION = "2015-12-01";

  private ElbApi() {}

  /// @param health where the health of targets is asked for
  public static AwsService of(ElbStore store, TargetHealthSource health) {
    return AwsService.of(
        "Elastic Load Balancing v2",
        VERSION,
        new Protocol.Query("http://elasticloadbalancing.amazonaws.com/doc/" + VERSION + "/"),
        new LoadBalancerOperations(store).all(),
        new LoadBalancerSettingOperations(store).all(),
        new ListenerOperations(store).all(),
        new RuleOperations(store).all(),
        new TargetGroupOperations(store).all(),
        new TargetOperations(store, health).all(),
        new AttributeOperations(store).all(),
        new CertificateOperations(store).all(),
        new TagOperations(store).all(),
        new AccountOperations().all());
  }
}
