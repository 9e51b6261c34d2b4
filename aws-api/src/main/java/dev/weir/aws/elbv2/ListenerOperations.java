package dev.weir.aws.elbv2;

import dev.weir.aws.wire.Operation;
import dev.weir.aws.wire.OperationContext;
import dev.weir.elb.Arn;
import dev.weir.elb.Listener;
import dev.weir.elb.ListenerProtocol;
import dev.weir.elb.LoadBalancer;
import dev.weir.store.ElbStore;
import dev.weir.store.NewListener;
import dev.weir.store.References;
import dev.weir.store.StateView;
import dev.weir.store.Tables;
import dev.weir.store.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateListenerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteListenerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenersRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenersResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyListenerResponse;

/// `CreateListener`, `DescribeListeners`, `ModifyListener`, `DeleteListener`.
final class ListenerOperations {
  private final ElbStore store;

  ListenerOperations(ElbStore store) {
    this.store = store;
  }

  List<Operation> all() {
    return List.of(
        Operation.of(
            "CreateListener",
            CreateListenerRequest.class,
            CreateListenerRequest::builder,
            this::create),
        Operation.of(
            "DescribeListeners",
            DescribeListenersRequest.class,
            DescribeListenersRequest::builder,
            this::describe),
        Operation.of(
            "ModifyListener",
            ModifyListenerRequest.class,
            ModifyListenerRequest::builder,
            this::modify),
        Operation.of(
            "DeleteListener",
            DeleteListenerRequest.class,
            DeleteListenerRequest::builder,
            this::delete));
  }

  private CreateListenerResponse create(OperationContext context, CreateListenerRequest request) {
    Map<String, String> tags = TagLists.read(request.tags());
    Listener created =
        store.write(
            transaction -> transaction.listeners().create(wanted(transaction, request), tags));
    return CreateListenerResponse.builder().listeners(ListenerWriter.write(created)).build();
  }

  private static NewListener wanted(Transaction transaction, CreateListenerRequest request) {
    Arn loadBalancerArn = Checks.arn(request.loadBalancerArn(), "loadbalancer");
    LoadBalancer loadBalancer = transaction.loadBalancers().get(loadBalancerArn);
    Optional<ListenerProtocol> protocol =
        Checks.enumOf(ListenerProtocol.class, request.protocolAsString(), "protocol");
    if (protocol.isEmpty() || request.port() == null) {
      throw Checks.invalid("A listener protocol/port must be specified");
    }
    Checks.range(request.port(), "port", 1, 65_535);
    ListenerSecurity.checkProtocol(loadBalancer, protocol.get());
    ListenerSecurity security =
        ListenerSecurity.of(
            protocol.get(),
            ListenerSecurity.certificates(request.certificates()),
            request.sslPolicy(),
            request.alpnPolicy(),
            request.mutualAuthentication());
    return new NewListener(
        loadBalancerArn,
        request.port(),
        protocol.get(),
        new ActionReader(protocol.get(), List.of()).read(request.defaultActions()),
        security.certificates(),
        security.sslPolicy(),
        security.alpnPolicy(),
        security.mutualAuthentication());
  }

  private DescribeListenersResponse describe(
      OperationContext context, DescribeListenersRequest request) {
    StateView state = store.state();
    Pages<Listener> page =
        Pages.of(
            find(state, request),
            listener -> listener.arn().value(),
            request.marker(),
            request.pageSize());
    return DescribeListenersResponse.builder()
        .listeners(page.items().stream().map(ListenerWriter::write).toList())
        .nextMarker(page.nextMarker())
        .build();
  }

  private static List<Listener> find(StateView state, DescribeListenersRequest request) {
    boolean byLoadBalancer = request.loadBalancerArn() != null;
    if (byLoadBalancer == !request.listenerArns().isEmpty()) {
      throw Checks.invalid("You must specify either listener ARNs or a load balancer ARN");
    }
    if (byLoadBalancer) {
      Arn arn = Checks.arn(request.loadBalancerArn(), "loadbalancer");
      LoadBalancerOperations.byArn(state, arn);
      return References.listenersOf(state, arn);
    }
    List<Listener> found = new ArrayList<>();
    for (String arn : request.listenerArns()) {
      found.add(byArn(state, Checks.arn(arn, "listener")));
    }
    return found.stream().distinct().toList();
  }

  static Listener byArn(StateView state, Arn arn) {
    return state
        .find(Tables.LISTENERS, arn.value())
        .orElseThrow(() ->
            new dev.weir.aws.wire.AwsException(
                "ListenerNotFound", "One or more listeners not found"));
  }

  private ModifyListenerResponse modify(OperationContext context, ModifyListenerRequest request) {
    Arn arn = Checks.arn(request.listenerArn(), "listener");
    Checks.range(request.port(), "port", 1, 65_535);
    Listener modified =
        store.write(transaction ->
            transaction
                .listeners()
                .update(modified(transaction, transaction.listeners().get(arn), request)));
    return ModifyListenerResponse.builder().listeners(ListenerWriter.write(modified)).build();
  }

  private static Listener modified(
      Transaction transaction, Listener before, ModifyListenerRequest request) {
    ListenerProtocol protocol =
        Checks.enumOf(ListenerProtocol.class, request.protocolAsString(), "protocol")
            .orElse(before.protocol());
    ListenerSecurity.checkProtocol(
        transaction.loadBalancers().get(before.loadBalancerArn()), protocol);
    ListenerSecurity security = ListenerSecurity.modified(before, protocol, request);
    return new Listener(
        before.arn(),
        before.loadBalancerArn(),
        request.port() == null ? before.port() : request.port(),
        protocol,
        request.defaultActions().isEmpty()
            ? before.defaultActions()
            : new ActionReader(protocol, before.defaultActions()).read(request.defaultActions()),
        security.certificates(),
        security.sslPolicy(),
        security.alpnPolicy(),
        security.mutualAuthentication(),
        ListenerSecurity.keptAttributes(before, protocol));
  }

  private DeleteListenerResponse delete(OperationContext context, DeleteListenerRequest request) {
    Arn arn = Checks.arn(request.listenerArn(), "listener");
    return store.write(transaction -> {
      transaction.listeners().delete(arn);
      return DeleteListenerResponse.builder().build();
    });
  }
}
