package dev.weir.aws.elbv2;

import dev.weir.aws.wire.AwsException;
import dev.weir.aws.wire.Operation;
import dev.weir.aws.wire.OperationContext;
import dev.weir.elb.Arn;
import dev.weir.elb.Listener;
import dev.weir.store.ElbStore;
import dev.weir.store.Transaction;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AddListenerCertificatesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AddListenerCertificatesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Certificate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenerCertificatesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenerCertificatesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RemoveListenerCertificatesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RemoveListenerCertificatesResponse;

/// `AddListenerCertificates`, `RemoveListenerCertificates`, `DescribeListenerCertificates`.
final class CertificateOperations {
  private final ElbStore store;

  CertificateOperations(ElbStore store) {
    this.store = store;
  }

  List<Operation> all() {
    return List.of(
        Operation.of(
            "AddListenerCertificates",
            AddListenerCertificatesRequest.class,
            AddListenerCertificatesRequest::builder,
            this::add),
        Operation.of(
            "RemoveListenerCertificates",
            RemoveListenerCertificatesRequest.class,
            RemoveListenerCertificatesRequest::builder,
            this::remove),
        Operation.of(
            "DescribeListenerCertificates",
            DescribeListenerCertificatesRequest.class,
            DescribeListenerCertificatesRequest::builder,
            this::describe));
  }

  private AddListenerCertificatesResponse add(
      OperationContext context, AddListenerCertificatesRequest request) {
    Arn arn = Checks.arn(request.listenerArn(), "listener");
    List<Arn> certificates = one(request.certificates());
    store.write(transaction -> {
      refuseUnlessSecure(transaction, arn);
      return transaction.listeners().addCertificates(arn, certificates);
    });
    return AddListenerCertificatesResponse.builder()
        .certificates(
            Certificate.builder()
                .certificateArn(certificates.getFirst().value())
                .isDefault(false)
                .build())
        .build();
  }

  private static void refuseUnlessSecure(Transaction transaction, Arn arn) {
    Listener listener = transaction.listeners().get(arn);
    if (!listener.protocol().isSecure()) {
      throw new AwsException(
          "OperationNotPermitted",
          "Certificates cannot be added to listeners with protocol '" + listener.protocol() + "'");
    }
  }

  private RemoveListenerCertificatesResponse remove(
      OperationContext context, RemoveListenerCertificatesRequest request) {
    Arn arn = Checks.arn(request.listenerArn(), "listener");
    List<Arn> certificates = one(request.certificates());
    store.write(transaction -> transaction.listeners().removeCertificates(arn, certificates));
    return RemoveListenerCertificatesResponse.builder().build();
  }

  private static List<Arn> one(List<Certificate> certificates) {
    List<Arn> arns = new ArrayList<>(ListenerSecurity.certificates(certificates));
    if (arns.size() != 1) {
      throw Checks.invalid("Exactly one certificate must be specified");
    }
    return arns;
  }

  private DescribeListenerCertificatesResponse describe(
      OperationContext context, DescribeListenerCertificatesRequest request) {
    Listener listener =
        ListenerOperations.byArn(store.state(), Checks.arn(request.listenerArn(), "listener"));
    List<Certificate> all = new ArrayList<>();
    for (Arn certificate : listener.certificates()) {
      all.add(
          Certificate.builder()
              .certificateArn(certificate.value())
              .isDefault(all.isEmpty())
              .build());
    }
    Pages<Certificate> page =
        Pages.of(
            all,
            each -> (each.isDefault() ? "0" : "1") + each.certificateArn(),
            request.marker(),
            request.pageSize());
    return DescribeListenerCertificatesResponse.builder()
        .certificates(page.items())
        .nextMarker(page.nextMarker())
        .build();
  }
}
