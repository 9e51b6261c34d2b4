package dev.weir.aws.elbv2;

import dev.weir.aws.objects.ObjectDirectory;
import dev.weir.aws.wire.AwsService;
import dev.weir.aws.wire.Protocol;
import dev.weir.elb.TargetHealthSource;
import dev.weir.store.ElbStore;
import java.util.Optional;

/// The Elastic Load Balancing v2 API, version 2015-12-01.
public final class ElbApi {
  private static final String VERSION = "2015-12-01";

  private ElbApi() {}

  /// @param health where the health of targets is asked for
  /// @param objects where the S3 objects are that trust stores are made from
  /// @param contents where the contents of trust stores can be fetched
  public static AwsService of(
      ElbStore store,
      TargetHealthSource health,
      Optional<ObjectDirectory> objects,
      TrustStoreContents contents) {
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
        new TrustStoreOperations(store, objects).all(),
        new RevocationOperations(store, objects).all(),
        new TrustStoreUseOperations(store, contents).all(),
        new AccountOperations(store.config().quotas()).all());
  }
}
