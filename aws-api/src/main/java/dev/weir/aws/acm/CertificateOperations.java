package dev.weir.aws.acm;

import dev.weir.aws.wire.AwsException;
import dev.weir.aws.wire.Operation;
import dev.weir.aws.wire.OperationContext;
import dev.weir.elb.Arn;
import dev.weir.store.ElbStore;
import dev.weir.store.References;
import dev.weir.store.StateView;
import dev.weir.store.StoredCertificate;
import dev.weir.store.Tables;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.acm.model.CertificateSummary;
import software.amazon.awssdk.services.acm.model.DeleteCertificateRequest;
import software.amazon.awssdk.services.acm.model.DeleteCertificateResponse;
import software.amazon.awssdk.services.acm.model.DescribeCertificateRequest;
import software.amazon.awssdk.services.acm.model.DescribeCertificateResponse;
import software.amazon.awssdk.services.acm.model.Filters;
import software.amazon.awssdk.services.acm.model.GetCertificateRequest;
import software.amazon.awssdk.services.acm.model.GetCertificateResponse;
import software.amazon.awssdk.services.acm.model.ListCertificatesRequest;
import software.amazon.awssdk.services.acm.model.ListCertificatesResponse;

/// `DescribeCertificate`, `ListCertificates`, `GetCertificate`, `DeleteCertificate`.
final class CertificateOperations {
  private final ElbStore store;

  CertificateOperations(ElbStore store) {
    this.store = store;
  }

  List<Operation> all() {
    return List.of(
        Operation.of(
            "DescribeCertificate",
            DescribeCertificateRequest.class,
            DescribeCertificateRequest::builder,
            this::describe),
        Operation.of(
            "ListCertificates",
            ListCertificatesRequest.class,
            ListCertificatesRequest::builder,
            this::list),
        Operation.of(
            "GetCertificate",
            GetCertificateRequest.class,
            GetCertificateRequest::builder,
            this::get),
        Operation.of(
            "DeleteCertificate",
            DeleteCertificateRequest.class,
            DeleteCertificateRequest::builder,
            this::delete));
  }

  static StoredCertificate byArn(StateView state, String arn) {
    if (!arn.matches("arn:[^:]+:acm:[^:]*:\\d{12}:certificate/.+")) {
      throw new AwsException("InvalidArnException", "Invalid ARN '" + arn + "'");
    }
    return state
        .find(Tables.CERTIFICATES, arn)
        .orElseThrow(() ->
            new AwsException(
                "ResourceNotFoundException", "Could not find certificate " + arn + "."));
  }

  private DescribeCertificateResponse describe(
      OperationContext context, DescribeCertificateRequest request) {
    StateView state = store.state();
    return DescribeCertificateResponse.builder()
        .certificate(
            CertificateWriter.detail(
                state, byArn(state, request.certificateArn()), store.config().clock().instant()))
        .build();
  }

  private ListCertificatesResponse list(OperationContext context, ListCertificatesRequest request) {
    StateView state = store.state();
    List<CertificateSummary> all =
        state.all(Tables.CERTIFICATES).values().stream()
            .map(each -> CertificateWriter.summary(state, each, store.config().clock().instant()))
            .filter(each ->
                !request.hasCertificateStatuses()
                    || request.certificateStatusesAsStrings().contains(each.statusAsString()))
            .filter(each -> included(request.includes(), each))
            .toList();
    int from = request.nextToken() == null ? 0 : position(request.nextToken(), all.size());
    int to =
        request.maxItems() == null
            ? all.size()
            : Math.min(all.size(), from + Math.max(1, request.maxItems()));
    return ListCertificatesResponse.builder()
        .certificateSummaryList(all.subList(from, to))
        .nextToken(to == all.size() ? null : Integer.toString(to))
        .build();
  }

  /// Without a filter ACM lists only certificates with RSA keys of 1024 and 2048 bits.
  private static boolean included(@Nullable Filters filters, CertificateSummary summary) {
    if (filters == null || !filters.hasKeyTypes()) {
      return List.of("RSA_1024", "RSA_2048").contains(summary.keyAlgorithmAsString());
    }
    return filters.keyTypesAsStrings().contains(summary.keyAlgorithmAsString());
  }

  private static int position(String token, int size) {
    if (token.matches("\\d{1,9}") && Integer.parseInt(token) <= size) {
      return Integer.parseInt(token);
    }
    throw Pem.invalid("The next token '" + token + "' is not valid");
  }

  private GetCertificateResponse get(OperationContext context, GetCertificateRequest request) {
    StoredCertificate found = byArn(store.state(), request.certificateArn());
    GetCertificateResponse.Builder written =
        GetCertificateResponse.builder().certificate(found.leafPem());
    if (!found.issuersPem().isEmpty()) {
      written.certificateChain(found.issuersPem());
    }
    return written.build();
  }

  private DeleteCertificateResponse delete(
      OperationContext context, DeleteCertificateRequest request) {
    return store.write(transaction -> {
      Arn arn = byArn(transaction, request.certificateArn()).certificate().arn();
      if (!References.listenersWith(transaction, arn).isEmpty()) {
        throw new AwsException("ResourceInUseException", "Certificate " + arn + " is in use.");
      }
      transaction.remove(Tables.CERTIFICATES, arn.value());
      transaction.tags().forget(arn.value());
      return DeleteCertificateResponse.builder().build();
    });
  }
}
