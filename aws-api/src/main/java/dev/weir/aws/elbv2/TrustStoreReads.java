package dev.weir.aws.elbv2;

import dev.weir.elb.Arn;
import dev.weir.store.StateView;
import dev.weir.store.StoreError;
import dev.weir.store.StoreException;
import dev.weir.store.StoredTrustStore;
import dev.weir.store.Tables;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TrustStore;

/// How trust stores are found and written.
final class TrustStoreReads {
  private TrustStoreReads() {}

  /// @throws StoreException `TrustStoreNotFound`
  static StoredTrustStore find(StateView state, String arn) {
    Arn parsed = Checks.arn(arn, "truststore");
    return state
        .find(Tables.TRUST_STORES, parsed.value())
        .orElseThrow(() -> notFound("Trust store '" + arn + "' not found"));
  }

  static StoreException notFound(String message) {
    return new StoreException(StoreError.TRUST_STORE_NOT_FOUND, message);
  }

  static TrustStore write(StoredTrustStore stored) {
    return TrustStore.builder()
        .name(stored.trustStore().name())
        .trustStoreArn(stored.trustStore().arn().value())
        .status(stored.trustStore().status())
        .numberOfCaCertificates(stored.certificates())
        .totalRevokedEntries((long) stored.revokedEntries())
        .build();
  }
}
