package dev.weir.aws.elbv2;

import dev.weir.aws.wire.AwsException;
import dev.weir.aws.wire.Operation;
import dev.weir.aws.wire.OperationContext;
import dev.weir.elb.Arn;
import dev.weir.elb.Listener;
import dev.weir.store.ElbStore;
import dev.weir.store.StateView;
import dev.weir.store.StoredTrustStore;
import dev.weir.store.Tables;
import dev.weir.store.TrustStores;
import java.util.List;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteSharedTrustStoreAssociationRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteSharedTrustStoreAssociationResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTrustStoreAssociationsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTrustStoreAssociationsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.GetResourcePolicyRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.GetResourcePolicyResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.GetTrustStoreCaCertificatesBundleRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.GetTrustStoreCaCertificatesBundleResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.GetTrustStoreRevocationContentRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.GetTrustStoreRevocationContentResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TrustStoreAssociation;

/// Who uses a trust store and what is in it: `DescribeTrustStoreAssociations`,
/// `DeleteSharedTrustStoreAssociation`, `GetTrustStoreCaCertificatesBundle`,
/// `GetTrustStoreRevocationContent`, `GetResourcePolicy`. There is one account, so nothing is
/// shared.
final class TrustStoreUseOperations {
  private final ElbStore store;
  private final TrustStoreContents contents;

  TrustStoreUseOperations(ElbStore store, TrustStoreContents contents) {
    this.store = store;
    this.contents = contents;
  }

  List<Operation> all() {
    return List.of(
        Operation.of(
            "DescribeTrustStoreAssociations",
            DescribeTrustStoreAssociationsRequest.class,
            DescribeTrustStoreAssociationsRequest::builder,
            this::associations),
        Operation.of(
            "DeleteSharedTrustStoreAssociation",
            DeleteSharedTrustStoreAssociationRequest.class,
            DeleteSharedTrustStoreAssociationRequest::builder,
            this::deleteShared),
        Operation.of(
            "GetTrustStoreCaCertificatesBundle",
            GetTrustStoreCaCertificatesBundleRequest.class,
            GetTrustStoreCaCertificatesBundleRequest::builder,
            this::bundle),
        Operation.of(
            "GetTrustStoreRevocationContent",
            GetTrustStoreRevocationContentRequest.class,
            GetTrustStoreRevocationContentRequest::builder,
            this::revocation),
        Operation.of(
            "GetResourcePolicy",
            GetResourcePolicyRequest.class,
            GetResourcePolicyRequest::builder,
            this::policy));
  }

  private DescribeTrustStoreAssociationsResponse associations(
      OperationContext context, DescribeTrustStoreAssociationsRequest request) {
    StateView state = store.state();
    Arn arn = TrustStoreReads.find(state, request.trustStoreArn()).trustStore().arn();
    List<TrustStoreAssociation> all =
        users(state, arn).stream()
            .map(user -> TrustStoreAssociation.builder().resourceArn(user).build())
            .toList();
    Pages<TrustStoreAssociation> page =
        Pages.of(all, TrustStoreAssociation::resourceArn, request.marker(), request.pageSize());
    return DescribeTrustStoreAssociationsResponse.builder()
        .trustStoreAssociations(page.items())
        .nextMarker(page.nextMarker())
        .build();
  }

  private static List<String> users(StateView state, Arn trustStore) {
    return TrustStores.listenersWith(state, trustStore).stream()
        .flatMap(listener -> state.find(Tables.LISTENERS, listener.value()).stream())
        .map(Listener::loadBalancerArn)
        .map(Arn::value)
        .distinct()
        .toList();
  }

  private DeleteSharedTrustStoreAssociationResponse deleteShared(
      OperationContext context, DeleteSharedTrustStoreAssociationRequest request) {
    StateView state = store.state();
    Arn arn = TrustStoreReads.find(state, request.trustStoreArn()).trustStore().arn();
    if (users(state, arn).contains(request.resourceArn())) {
      throw new AwsException(
          "DeleteAssociationSameAccount",
          "The specified association can't be within the same account.");
    }
    throw new AwsException("AssociationNotFound", "The specified association does not exist.");
  }

  private GetTrustStoreCaCertificatesBundleResponse bundle(
      OperationContext context, GetTrustStoreCaCertificatesBundleRequest request) {
    Arn arn = TrustStoreReads.find(store.state(), request.trustStoreArn()).trustStore().arn();
    return GetTrustStoreCaCertificatesBundleResponse.builder()
        .location(contents.url(context.host(), arn, "ca-bundle"))
        .build();
  }

  private GetTrustStoreRevocationContentResponse revocation(
      OperationContext context, GetTrustStoreRevocationContentRequest request) {
    StoredTrustStore found = TrustStoreReads.find(store.state(), request.trustStoreArn());
    RevocationOperations.checkIds(found, List.of(request.revocationId()));
    return GetTrustStoreRevocationContentResponse.builder()
        .location(
            contents.url(
                context.host(), found.trustStore().arn(), request.revocationId().toString()))
        .build();
  }

  private GetResourcePolicyResponse policy(
      OperationContext context, GetResourcePolicyRequest request) {
    if (store.state().find(Tables.TRUST_STORES, request.resourceArn()).isEmpty()) {
      throw new AwsException("ResourceNotFound", "The specified resource does not exist.");
    }
    return GetResourcePolicyResponse.builder().build();
  }
}
