package dev.weir.aws.elbv2;

import dev.weir.aws.objects.ObjectDirectory;
import dev.weir.aws.wire.AwsException;
import dev.weir.aws.wire.Operation;
import dev.weir.aws.wire.OperationContext;
import dev.weir.elb.Arn;
import dev.weir.store.ElbStore;
import dev.weir.store.StateView;
import dev.weir.store.StoredTrustStore;
import dev.weir.store.Tables;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTrustStoreRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTrustStoreResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteTrustStoreRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteTrustStoreResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTrustStoresRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTrustStoresResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTrustStoreRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTrustStoreResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TrustStore;

/// `CreateTrustStore`, `DescribeTrustStores`, `ModifyTrustStore`, `DeleteTrustStore`. A trust store
/// is active at once.
final class TrustStoreOperations {
  private final ElbStore store;
  private final Optional<ObjectDirectory> objects;

  /// @param objects where the S3 objects are that bundles are read from
  TrustStoreOperations(ElbStore store, Optional<ObjectDirectory> objects) {
    this.store = store;
    this.objects = objects;
  }

  List<Operation> all() {
    return List.of(
        Operation.of(
            "CreateTrustStore",
            CreateTrustStoreRequest.class,
            CreateTrustStoreRequest::builder,
            this::create),
        Operation.of(
            "DescribeTrustStores",
            DescribeTrustStoresRequest.class,
            DescribeTrustStoresRequest::builder,
            this::describe),
        Operation.of(
            "ModifyTrustStore",
            ModifyTrustStoreRequest.class,
            ModifyTrustStoreRequest::builder,
            this::modify),
        Operation.of(
            "DeleteTrustStore",
            DeleteTrustStoreRequest.class,
            DeleteTrustStoreRequest::builder,
            this::delete));
  }

  private CreateTrustStoreResponse create(
      OperationContext context, CreateTrustStoreRequest request) {
    checkName(request.name());
    Map<String, String> tags = TagLists.read(request.tags());
    CertificateBundle bundle =
        bundle(request.caCertificatesBundleS3Bucket(), request.caCertificatesBundleS3Key());
    StoredTrustStore created =
        store.write(transaction -> {
          Arn arn = transaction.trustStores().newArn(request.name());
          return transaction
              .trustStores()
              .create(
                  new StoredTrustStore(
                      new dev.weir.elb.TrustStore(
                          arn, request.name(), "ACTIVE", bundle.pem(), List.of()),
                      bundle.certificates(),
                      List.of(),
                      0),
                  tags);
        });
    return CreateTrustStoreResponse.builder().trustStores(TrustStoreReads.write(created)).build();
  }

  private static void checkName(String name) {
    if (name.isEmpty() || name.length() > 32) {
      throw Checks.constraint(
          name,
          "name",
          name.isEmpty()
              ? "Member must have length greater than or equal to 1"
              : "Member must have length less than or equal to 32");
    }
    if (!name.matches("([a-zA-Z0-9]+-)*[a-zA-Z0-9]+")) {
      throw Checks.constraint(
          name,
          "name",
          "Member must satisfy regular expression pattern: ^([a-zA-Z0-9]+-)*[a-zA-Z0-9]+$");
    }
  }

  private CertificateBundle bundle(String bucket, String key) {
    byte[] contents =
        objects
            .flatMap(directory -> directory.read(bucket, key))
            .orElseThrow(() ->
                new AwsException(
                    "CaCertificatesBundleNotFound",
                    "The specified ca certificate bundle does not exist: s3://"
                        + bucket
                        + "/"
                        + key));
    return CertificateBundle.parse(contents);
  }

  private DescribeTrustStoresResponse describe(
      OperationContext context, DescribeTrustStoresRequest request) {
    StateView state = store.state();
    if (!request.trustStoreArns().isEmpty() && !request.names().isEmpty()) {
      throw Checks.invalid("Trust store names and trust store ARNs cannot be specified together");
    }
    request.trustStoreArns().forEach(arn -> TrustStoreReads.find(state, arn));
    List<StoredTrustStore> all = List.copyOf(state.all(Tables.TRUST_STORES).values());
    List<String> unknown =
        request.names().stream()
            .filter(name -> all.stream().noneMatch(each -> each.trustStore().name().equals(name)))
            .toList();
    if (!unknown.isEmpty()) {
      throw TrustStoreReads.notFound("Trust stores '" + unknown + "' not found");
    }
    List<TrustStore> found =
        all.stream()
            .filter(each ->
                request.trustStoreArns().isEmpty()
                    || request.trustStoreArns().contains(each.trustStore().arn().value()))
            .filter(each ->
                request.names().isEmpty() || request.names().contains(each.trustStore().name()))
            .map(TrustStoreReads::write)
            .toList();
    Pages<TrustStore> page =
        Pages.of(found, TrustStore::trustStoreArn, request.marker(), request.pageSize());
    return DescribeTrustStoresResponse.builder()
        .trustStores(page.items())
        .nextMarker(page.nextMarker())
        .build();
  }

  private ModifyTrustStoreResponse modify(
      OperationContext context, ModifyTrustStoreRequest request) {
    Arn arn = TrustStoreReads.find(store.state(), request.trustStoreArn()).trustStore().arn();
    CertificateBundle bundle =
        bundle(request.caCertificatesBundleS3Bucket(), request.caCertificatesBundleS3Key());
    StoredTrustStore changed =
        store.write(transaction ->
            transaction
                .trustStores()
                .update(
                    transaction
                        .trustStores()
                        .get(arn)
                        .withBundle(bundle.pem(), bundle.certificates())));
    return ModifyTrustStoreResponse.builder().trustStores(TrustStoreReads.write(changed)).build();
  }

  private DeleteTrustStoreResponse delete(
      OperationContext context, DeleteTrustStoreRequest request) {
    Arn arn = Checks.arn(request.trustStoreArn(), "truststore");
    return store.write(transaction -> {
      transaction.trustStores().delete(arn);
      return DeleteTrustStoreResponse.builder().build();
    });
  }
}
