package dev.weir.aws.elbv2;

import dev.weir.aws.wire.AwsException;
import dev.weir.aws.wire.Operation;
import dev.weir.aws.wire.OperationContext;
import dev.weir.elb.Arn;
import dev.weir.elb.LoadBalancer;
import dev.weir.elb.LoadBalancerType;
import dev.weir.store.ElbStore;
import dev.weir.store.NewLoadBalancer;
import dev.weir.store.StateView;
import dev.weir.store.Tables;
import dev.weir.store.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateLoadBalancerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteLoadBalancerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancersRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancersResponse;

/// `CreateLoadBalancer`, `DescribeLoadBalancers`, `DeleteLoadBalancer`.
final class LoadBalancerOperations {
  private static final int MAX_NAMES = 20;

  private final ElbStore store;

  LoadBalancerOperations(ElbStore store) {
    this.store = store;
  }

  List<Operation> all() {
    return List.of(
        Operation.of(
            "CreateLoadBalancer",
            CreateLoadBalancerRequest.class,
            CreateLoadBalancerRequest::builder,
            this::create),
        Operation.of(
            "DescribeLoadBalancers",
            DescribeLoadBalancersRequest.class,
            DescribeLoadBalancersRequest::builder,
            this::describe),
        Operation.of(
            "DeleteLoadBalancer",
            DeleteLoadBalancerRequest.class,
            DeleteLoadBalancerRequest::builder,
            this::delete));
  }

  private CreateLoadBalancerResponse create(
      OperationContext context, CreateLoadBalancerRequest request) {
    Checks.name(request.name(), "Load balancer name");
    if (request.name().startsWith("internal-")) {
      throw Checks.invalid(
          "Load balancer name '" + request.name() + "' cannot begin with 'internal-'");
    }
    Map<String, String> tags = TagLists.read(request.tags());
    LoadBalancer created =
        store.write(
            transaction -> transaction.loadBalancers().create(wanted(transaction, request), tags));
    return CreateLoadBalancerResponse.builder()
        .loadBalancers(LoadBalancerWriter.write(created))
        .build();
  }

  private static NewLoadBalancer wanted(
      Transaction transaction, CreateLoadBalancerRequest request) {
    LoadBalancerType type = type(request.typeAsString());
    Zones zones = Zones.of(transaction, type, request.subnets(), request.subnetMappings());
    List<String> groups =
        type == LoadBalancerType.APPLICATION
            ? SecurityGroupChecks.orDefault(transaction, zones.vpcId(), request.securityGroups())
            : SecurityGroupChecks.check(transaction, zones.vpcId(), request.securityGroups());
    return new NewLoadBalancer(
        request.name(),
        type,
        Checks.oneOf(
            request.schemeAsString(), "scheme", "internet-facing", "internet-facing", "internal"),
        ipAddressType(type, request.ipAddressTypeAsString()),
        zones.vpcId(),
        zones.zones(),
        groups,
        new LoadBalancer.Settings(
            Optional.ofNullable(request.customerOwnedIpv4Pool()),
            Optional.ofNullable(request.ipamPools()).map(pools -> pools.ipv4IpamPoolId()),
            Optional.empty(),
            Optional.ofNullable(request.enablePrefixForIpv6SourceNatAsString()),
            Optional.empty()));
  }

  private static LoadBalancerType type(@org.jspecify.annotations.Nullable String type) {
    String wire = Checks.oneOf(type, "type", "application", "application", "network", "gateway");
    return switch (wire) {
      case "application" -> LoadBalancerType.APPLICATION;
      case "network" -> LoadBalancerType.NETWORK;
      default ->
          throw new AwsException(
              "InvalidConfigurationRequest",
              "Load balancers of type 'gateway' are not supported here");
    };
  }

  static String ipAddressType(
      LoadBalancerType type, @org.jspecify.annotations.Nullable String ipAddressType) {
    String wire =
        Checks.oneOf(
            ipAddressType,
            "ipAddressType",
            "ipv4",
            "ipv4",
            "dualstack",
            "dualstack-without-public-ipv4");
    if (type == LoadBalancerType.NETWORK && wire.equals("dualstack-without-public-ipv4")) {
      throw Checks.invalid(
          "The IP address type 'dualstack-without-public-ipv4' is not supported for load balancers"
              + " of type 'network'");
    }
    return wire;
  }

  private DescribeLoadBalancersResponse describe(
      OperationContext context, DescribeLoadBalancersRequest request) {
    List<LoadBalancer> found = find(store.state(), request);
    Pages<LoadBalancer> page =
        Pages.of(
            found,
            loadBalancer -> loadBalancer.arn().value(),
            request.marker(),
            request.pageSize());
    return DescribeLoadBalancersResponse.builder()
        .loadBalancers(page.items().stream().map(LoadBalancerWriter::write).toList())
        .nextMarker(page.nextMarker())
        .build();
  }

  private static List<LoadBalancer> find(StateView state, DescribeLoadBalancersRequest request) {
    var all = state.all(Tables.LOAD_BALANCERS);
    List<String> arns = request.loadBalancerArns();
    List<String> names = request.names();
    if (arns.isEmpty() && names.isEmpty()) {
      return List.copyOf(all.values());
    }
    if (!arns.isEmpty() && !names.isEmpty()) {
      throw Checks.invalid(
          "Load balancer names and load balancer ARNs cannot be specified at the same time");
    }
    if (arns.size() + names.size() > MAX_NAMES) {
      throw Checks.invalid("Up to '" + MAX_NAMES + "' load balancers can be specified");
    }
    List<LoadBalancer> found = new ArrayList<>();
    for (String arn : arns) {
      found.add(byArn(state, Checks.arn(arn, "loadbalancer")));
    }
    for (String name : names) {
      found.add(
          all.values().stream()
              .filter(loadBalancer -> loadBalancer.name().equals(name))
              .findFirst()
              .orElseThrow(() -> notFound("Load balancers '[" + name + "]' not found")));
    }
    return found.stream().distinct().toList();
  }

  static LoadBalancer byArn(StateView state, Arn arn) {
    return state
        .find(Tables.LOAD_BALANCERS, arn.value())
        .orElseThrow(() -> notFound("Load balancer '" + arn + "' not found"));
  }

  private static AwsException notFound(String message) {
    return new AwsException("LoadBalancerNotFound", message);
  }

  private DeleteLoadBalancerResponse delete(
      OperationContext context, DeleteLoadBalancerRequest request) {
    Arn arn = Checks.arn(request.loadBalancerArn(), "loadbalancer");
    return store.write(transaction -> {
      transaction.loadBalancers().delete(arn);
      return DeleteLoadBalancerResponse.builder().build();
    });
  }
}
