package dev.weir.aws.acm;

import dev.weir.aws.wire.Operation;
import dev.weir.aws.wire.OperationContext;
import dev.weir.store.ElbStore;
import dev.weir.store.StateView;
import dev.weir.store.Tags;
import java.util.List;
import software.amazon.awssdk.services.acm.model.AddTagsToCertificateRequest;
import software.amazon.awssdk.services.acm.model.AddTagsToCertificateResponse;
import software.amazon.awssdk.services.acm.model.ListTagsForCertificateRequest;
import software.amazon.awssdk.services.acm.model.ListTagsForCertificateResponse;
import software.amazon.awssdk.services.acm.model.RemoveTagsFromCertificateRequest;
import software.amazon.awssdk.services.acm.model.RemoveTagsFromCertificateResponse;
import software.amazon.awssdk.services.acm.model.Tag;

/// `AddTagsToCertificate`, `RemoveTagsFromCertificate`, `ListTagsForCertificate`.
final class CertificateTagOperations {
  private final ElbStore store;

  CertificateTagOperations(ElbStore store) {
    this.store = store;
  }

  List<Operation> all() {
    return List.of(
        Operation.of(
            "AddTagsToCertificate",
            AddTagsToCertificateRequest.class,
            AddTagsToCertificateRequest::builder,
            this::add),
        Operation.of(
            "RemoveTagsFromCertificate",
            RemoveTagsFromCertificateRequest.class,
            RemoveTagsFromCertificateRequest::builder,
            this::remove),
        Operation.of(
            "ListTagsForCertificate",
            ListTagsForCertificateRequest.class,
            ListTagsForCertificateRequest::builder,
            this::list));
  }

  private AddTagsToCertificateResponse add(
      OperationContext context, AddTagsToCertificateRequest request) {
    return store.write(transaction -> {
      CertificateOperations.byArn(transaction, request.certificateArn());
      transaction.tags().add(request.certificateArn(), AcmTags.read(request.tags()));
      return AddTagsToCertificateResponse.builder().build();
    });
  }

  private RemoveTagsFromCertificateResponse remove(
      OperationContext context, RemoveTagsFromCertificateRequest request) {
    return store.write(transaction -> {
      CertificateOperations.byArn(transaction, request.certificateArn());
      transaction
          .tags()
          .remove(request.certificateArn(), request.tags().stream().map(Tag::key).toList());
      return RemoveTagsFromCertificateResponse.builder().build();
    });
  }

  private ListTagsForCertificateResponse list(
      OperationContext context, ListTagsForCertificateRequest request) {
    StateView state = store.state();
    CertificateOperations.byArn(state, request.certificateArn());
    return ListTagsForCertificateResponse.builder()
        .tags(
            Tags.of(state, request.certificateArn()).entrySet().stream()
                .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList())
        .build();
  }
}
