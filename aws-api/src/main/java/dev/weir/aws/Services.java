package dev.weir.aws;

import dev.weir.aws.account.StsApi;
import dev.weir.aws.account.TaggingApi;
import dev.weir.aws.acm.AcmApi;
import dev.weir.aws.ec2.Ec2Api;
import dev.weir.aws.elbv2.ElbApi;
import dev.weir.aws.elbv2.TrustStoreContents;
import dev.weir.aws.objects.ObjectDirectory;
import dev.weir.aws.waf.ShieldApi;
import dev.weir.aws.waf.WafRegionalApi;
import dev.weir.aws.waf.WafV2Api;
import dev.weir.aws.wire.AwsService;
import dev.weir.elb.TargetHealthSource;
import dev.weir.store.ElbStore;
import java.util.List;
import java.util.Optional;

/// The APIs of the endpoint.
final class Services {
  private Services() {}

  static List<AwsService> all(
      ElbStore store,
      TargetHealthSource health,
      Optional<ObjectDirectory> objects,
      TrustStoreContents contents) {
    return List.of(
        ElbApi.of(store, health, objects, contents),
        Ec2Api.of(store),
        AcmApi.of(store),
        WafV2Api.of(store),
        WafRegionalApi.of(store),
        ShieldApi.of(store),
        TaggingApi.of(store),
        StsApi.of(store));
  }
}
