package dev.weir.aws.elbv2;

import dev.weir.aws.objects.ObjectDirectory;
import dev.weir.aws.wire.AwsException;
import dev.weir.aws.wire.Operation;
import dev.weir.aws.wire.OperationContext;
import dev.weir.elb.Arn;
import dev.weir.store.ElbStore;
import dev.weir.store.Limits;
import dev.weir.store.StoredTrustStore;
import dev.weir.store.StoredTrustStore.Revocation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AddTrustStoreRevocationsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AddTrustStoreRevocationsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTrustStoreRevocation;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTrustStoreRevocationsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTrustStoreRevocationsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RemoveTrustStoreRevocationsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RemoveTrustStoreRevocationsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RevocationContent;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TrustStoreRevocation;

/// `AddTrustStoreRevocations`, `RemoveTrustStoreRevocations`, `DescribeTrustStoreRevocations`.
final class RevocationOperations {
  private static final String TYPE = "CRL";

  private final ElbStore store;
  private final Optional<ObjectDirectory> objects;

  /// @param objects where the S3 objects are that revocation lists are read from
  RevocationOperations(ElbStore store, Optional<ObjectDirectory> objects) {
    this.store = store;
    this.objects = objects;
  }

  List<Operation> all() {
    return List.of(
        Operation.of(
            "AddTrustStoreRevocations",
            AddTrustStoreRevocationsRequest.class,
            AddTrustStoreRevocationsRequest::builder,
            this::add),
        Operation.of(
            "RemoveTrustStoreRevocations",
            RemoveTrustStoreRevocationsRequest.class,
            RemoveTrustStoreRevocationsRequest::builder,
            this::remove),
        Operation.of(
            "DescribeTrustStoreRevocations",
            DescribeTrustStoreRevocationsRequest.class,
            DescribeTrustStoreRevocationsRequest::builder,
            this::describe));
  }

  private AddTrustStoreRevocationsResponse add(
      OperationContext context, AddTrustStoreRevocationsRequest request) {
    Arn arn = TrustStoreReads.find(store.state(), request.trustStoreArn()).trustStore().arn();
    List<RevocationList> lists = new ArrayList<>();
    for (RevocationContent content : request.revocationContents()) {
      Checks.oneOf(content.revocationTypeAsString(), "revocationType", TYPE, TYPE);
      lists.add(read(content.s3Bucket(), content.s3Key()));
    }
    if (lists.isEmpty()) {
      throw Checks.invalid("At least one revocation file must be specified");
    }
    List<TrustStoreRevocation> added =
        store.write(transaction -> {
          StoredTrustStore changed = transaction.trustStores().get(arn);
          int before = changed.revocations().size();
          for (RevocationList list : lists) {
            changed = changed.withRevocation(list.pem(), list.entries());
          }
          checkLimits(changed);
          transaction.trustStores().update(changed);
          return changed.revocations().stream()
              .skip(before)
              .map(revocation -> added(arn, revocation))
              .toList();
        });
    return AddTrustStoreRevocationsResponse.builder().trustStoreRevocations(added).build();
  }

  private RevocationList read(@Nullable String bucket, @Nullable String key) {
    if (bucket == null || key == null) {
      throw Checks.invalid("An S3 bucket and an S3 key must be specified for a revocation file");
    }
    return objects
        .flatMap(directory -> directory.read(bucket, key))
        .map(RevocationList::parse)
        .orElseThrow(() ->
            new AwsException(
                "RevocationContentNotFound",
                "The specified revocation file does not exist: s3://" + bucket + "/" + key));
  }

  private static void checkLimits(StoredTrustStore changed) {
    if (changed.revocations().size() > Limits.REVOCATIONS_PER_TRUST_STORE
        || changed.revokedEntries() > Limits.REVOKED_ENTRIES_PER_TRUST_STORE) {
      throw new AwsException(
          "TooManyTrustStoreRevocationEntries",
          "The specified trust store has too many revocation entries: "
              + changed.revocations().size()
              + " files (at most "
              + Limits.REVOCATIONS_PER_TRUST_STORE
              + ") with "
              + changed.revokedEntries()
              + " entries (at most "
              + Limits.REVOKED_ENTRIES_PER_TRUST_STORE
              + ")");
    }
  }

  private static TrustStoreRevocation added(Arn arn, Revocation revocation) {
    return TrustStoreRevocation.builder()
        .trustStoreArn(arn.value())
        .revocationId(revocation.id())
        .revocationType(TYPE)
        .numberOfRevokedEntries((long) revocation.entries())
        .build();
  }

  private RemoveTrustStoreRevocationsResponse remove(
      OperationContext context, RemoveTrustStoreRevocationsRequest request) {
    Arn arn = Checks.arn(request.trustStoreArn(), "truststore");
    return store.write(transaction -> {
      StoredTrustStore before = transaction.trustStores().get(arn);
      checkIds(before, request.revocationIds());
      transaction
          .trustStores()
          .update(before.withoutRevocations(new HashSet<>(request.revocationIds())));
      return RemoveTrustStoreRevocationsResponse.builder().build();
    });
  }

  /// @throws AwsException `RevocationIdNotFound`
  static void checkIds(StoredTrustStore trustStore, List<Long> ids) {
    for (Long id : ids) {
      if (trustStore.revocations().stream().noneMatch(each -> each.id() == id)) {
        throw new AwsException(
            "RevocationIdNotFound", "The specified revocation ID does not exist: " + id);
      }
    }
  }

  private DescribeTrustStoreRevocationsResponse describe(
      OperationContext context, DescribeTrustStoreRevocationsRequest request) {
    StoredTrustStore found = TrustStoreReads.find(store.state(), request.trustStoreArn());
    checkIds(found, request.revocationIds());
    List<Revocation> wanted =
        found.revocations().stream()
            .filter(each ->
                request.revocationIds().isEmpty() || request.revocationIds().contains(each.id()))
            .toList();
    Pages<Revocation> page =
        Pages.of(
            wanted,
            each -> String.format("%019d", each.id()),
            request.marker(),
            request.pageSize());
    return DescribeTrustStoreRevocationsResponse.builder()
        .trustStoreRevocations(
            page.items().stream()
                .map(each ->
                    DescribeTrustStoreRevocation.builder()
                        .trustStoreArn(request.trustStoreArn())
                        .revocationId(each.id())
                        .revocationType(TYPE)
                        .numberOfRevokedEntries((long) each.entries())
                        .build())
                .toList())
        .nextMarker(page.nextMarker())
        .build();
  }
}
