package dev.weir.aws.elbv2;

import dev.weir.aws.wire.Operation;
import dev.weir.aws.wire.OperationContext;
import dev.weir.elb.Arn;
import dev.weir.elb.AttributeDefinition;
import dev.weir.elb.Listener;
import dev.weir.elb.ListenerAttributes;
import dev.weir.elb.LoadBalancer;
import dev.weir.elb.LoadBalancerAttributes;
import dev.weir.elb.TargetGroup;
import dev.weir.elb.TargetGroupAttributes;
import dev.weir.store.ElbStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenerAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenerAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancerAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancerAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ListenerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyListenerAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyListenerAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyLoadBalancerAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyLoadBalancerAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;

/// `Describe...Attributes` and `Modify...Attributes` of load balancers, listeners and target
/// groups.
///
/// Describing returns every key that there is for the kind, with defaults for what was not set.
final class AttributeOperations {
  private static final int MAX_PER_CALL = 20;

  private final ElbStore store;

  AttributeOperations(ElbStore store) {
    this.store = store;
  }

  List<Operation> all() {
    return List.of(
        Operation.of(
            "DescribeLoadBalancerAttributes",
            DescribeLoadBalancerAttributesRequest.class,
            DescribeLoadBalancerAttributesRequest::builder,
            this::describeLoadBalancer),
        Operation.of(
            "ModifyLoadBalancerAttributes",
            ModifyLoadBalancerAttributesRequest.class,
            ModifyLoadBalancerAttributesRequest::builder,
            this::modifyLoadBalancer),
        Operation.of(
            "DescribeListenerAttributes",
            DescribeListenerAttributesRequest.class,
            DescribeListenerAttributesRequest::builder,
            this::describeListener),
        Operation.of(
            "ModifyListenerAttributes",
            ModifyListenerAttributesRequest.class,
            ModifyListenerAttributesRequest::builder,
            this::modifyListener),
        Operation.of(
            "DescribeTargetGroupAttributes",
            DescribeTargetGroupAttributesRequest.class,
            DescribeTargetGroupAttributesRequest::builder,
            this::describeTargetGroup),
        Operation.of(
            "ModifyTargetGroupAttributes",
            ModifyTargetGroupAttributesRequest.class,
            ModifyTargetGroupAttributesRequest::builder,
            this::modifyTargetGroup));
  }

  private DescribeLoadBalancerAttributesResponse describeLoadBalancer(
      OperationContext context, DescribeLoadBalancerAttributesRequest request) {
    LoadBalancer found =
        LoadBalancerOperations.byArn(
            store.state(), Checks.arn(request.loadBalancerArn(), "loadbalancer"));
    return DescribeLoadBalancerAttributesResponse.builder().attributes(write(found)).build();
  }

  private ModifyLoadBalancerAttributesResponse modifyLoadBalancer(
      OperationContext context, ModifyLoadBalancerAttributesRequest request) {
    Arn arn = Checks.arn(request.loadBalancerArn(), "loadbalancer");
    if (request.attributes().size() > MAX_PER_CALL) {
      throw Checks.invalid(
          "Up to '" + MAX_PER_CALL + "' load balancer attributes can be modified at once");
    }
    Map<String, String> wanted = new LinkedHashMap<>();
    request.attributes().forEach(each -> wanted.put(name(each.key()), value(each.value())));
    LoadBalancer modified =
        store.write(transaction -> {
          LoadBalancer before = transaction.loadBalancers().get(arn);
          Map<String, String> after =
              AttributeChecks.merged(
                  "Load balancer",
                  LoadBalancerAttributes.of(before.type(), before.scheme()),
                  before.attributes(),
                  wanted);
          AttributeChecks.loadBalancer(after);
          return transaction.loadBalancers().update(before.withAttributes(after));
        });
    return ModifyLoadBalancerAttributesResponse.builder().attributes(write(modified)).build();
  }

  private static List<LoadBalancerAttribute> write(LoadBalancer loadBalancer) {
    return each(
        LoadBalancerAttributes.of(loadBalancer.type(), loadBalancer.scheme()),
        loadBalancer.attributes(),
        (key, value) -> LoadBalancerAttribute.builder().key(key).value(value).build());
  }

  private DescribeListenerAttributesResponse describeListener(
      OperationContext context, DescribeListenerAttributesRequest request) {
    Listener found =
        ListenerOperations.byArn(store.state(), Checks.arn(request.listenerArn(), "listener"));
    return DescribeListenerAttributesResponse.builder().attributes(write(found)).build();
  }

  private ModifyListenerAttributesResponse modifyListener(
      OperationContext context, ModifyListenerAttributesRequest request) {
    Arn arn = Checks.arn(request.listenerArn(), "listener");
    Map<String, String> wanted = new LinkedHashMap<>();
    request.attributes().forEach(each -> wanted.put(name(each.key()), value(each.value())));
    Listener modified =
        store.write(transaction -> {
          Listener before = transaction.listeners().get(arn);
          Map<String, String> after =
              AttributeChecks.merged(
                  "Listener",
                  ListenerAttributes.of(before.protocol()),
                  before.attributes(),
                  wanted);
          return transaction.listeners().update(ListenerEdits.withAttributes(before, after));
        });
    return ModifyListenerAttributesResponse.builder().attributes(write(modified)).build();
  }

  private static List<ListenerAttribute> write(Listener listener) {
    return each(
        ListenerAttributes.of(listener.protocol()),
        listener.attributes(),
        (key, value) -> ListenerAttribute.builder().key(key).value(value).build());
  }

  private DescribeTargetGroupAttributesResponse describeTargetGroup(
      OperationContext context, DescribeTargetGroupAttributesRequest request) {
    TargetGroup found =
        TargetGroupOperations.byArn(
            store.state(), Checks.arn(request.targetGroupArn(), "targetgroup"));
    return DescribeTargetGroupAttributesResponse.builder().attributes(write(found)).build();
  }

  private ModifyTargetGroupAttributesResponse modifyTargetGroup(
      OperationContext context, ModifyTargetGroupAttributesRequest request) {
    Arn arn = Checks.arn(request.targetGroupArn(), "targetgroup");
    Map<String, String> wanted = new LinkedHashMap<>();
    request.attributes().forEach(each -> wanted.put(name(each.key()), value(each.value())));
    TargetGroup modified =
        store.write(transaction -> {
          TargetGroup before = transaction.targetGroups().get(arn);
          AttributeChecks.targetGroup(before, wanted);
          Map<String, String> after =
              AttributeChecks.merged(
                  "Target group",
                  TargetGroupAttributes.of(before.protocol(), before.targetType()),
                  before.attributes(),
                  wanted);
          AttributeChecks.targetGroupAfter(before.withAttributes(after));
          return transaction.targetGroups().update(before.withAttributes(after));
        });
    return ModifyTargetGroupAttributesResponse.builder().attributes(write(modified)).build();
  }

  private static List<TargetGroupAttribute> write(TargetGroup group) {
    return each(
        TargetGroupAttributes.of(group.protocol(), group.targetType()),
        group.attributes(),
        (key, value) -> TargetGroupAttribute.builder().key(key).value(value).build());
  }

  private static String name(String key) {
    return key == null ? "" : key;
  }

  private static String value(String value) {
    return value == null ? "" : value;
  }

  private static <A> List<A> each(
      List<AttributeDefinition> definitions,
      Map<String, String> set,
      BiFunction<String, String, A> writer) {
    return definitions.stream()
        .map(definition ->
            writer.apply(
                definition.key(), set.getOrDefault(definition.key(), definition.defaultValue())))
        .toList();
  }
}
