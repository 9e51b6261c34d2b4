package dev.weir.aws.elbv2;

import dev.weir.aws.wire.AwsException;
import dev.weir.aws.wire.Operation;
import dev.weir.aws.wire.OperationContext;
import dev.weir.elb.Arn;
import dev.weir.store.ElbStore;
import dev.weir.store.StateView;
import dev.weir.store.Table;
import dev.weir.store.Tables;
import dev.weir.store.Tags;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AddTagsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AddTagsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTagsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTagsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RemoveTagsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RemoveTagsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TagDescription;

/// `AddTags`, `RemoveTags`, `DescribeTags`.
final class TagOperations {
  private static final int MAX_RESOURCES = 20;

  private final ElbStore store;

  TagOperations(ElbStore store) {
    this.store = store;
  }

  List<Operation> all() {
    return List.of(
        Operation.of("AddTags", AddTagsRequest.class, AddTagsRequest::builder, this::add),
        Operation.of(
            "RemoveTags", RemoveTagsRequest.class, RemoveTagsRequest::builder, this::remove),
        Operation.of(
            "DescribeTags",
            DescribeTagsRequest.class,
            DescribeTagsRequest::builder,
            this::describe));
  }

  private AddTagsResponse add(OperationContext context, AddTagsRequest request) {
    Map<String, String> tags = TagLists.read(request.tags());
    checkCount(request.resourceArns());
    return store.write(transaction -> {
      for (String arn : request.resourceArns()) {
        checkThere(transaction, arn);
        transaction.tags().add(arn, tags);
      }
      return AddTagsResponse.builder().build();
    });
  }

  private RemoveTagsResponse remove(OperationContext context, RemoveTagsRequest request) {
    checkCount(request.resourceArns());
    return store.write(transaction -> {
      for (String arn : request.resourceArns()) {
        checkThere(transaction, arn);
        transaction.tags().remove(arn, request.tagKeys());
      }
      return RemoveTagsResponse.builder().build();
    });
  }

  private DescribeTagsResponse describe(OperationContext context, DescribeTagsRequest request) {
    checkCount(request.resourceArns());
    StateView state = store.state();
    List<TagDescription> descriptions =
        request.resourceArns().stream()
            .distinct()
            .map(arn -> {
              checkThere(state, arn);
              return TagDescription.builder()
                  .resourceArn(arn)
                  .tags(TagLists.write(Tags.of(state, arn)))
                  .build();
            })
            .toList();
    return DescribeTagsResponse.builder().tagDescriptions(descriptions).build();
  }

  private static void checkCount(List<String> arns) {
    if (arns.size() > MAX_RESOURCES) {
      throw Checks.invalid("Up to '" + MAX_RESOURCES + "' resources can be specified");
    }
  }

  private static void checkThere(StateView state, String value) {
    Arn arn;
    try {
      arn = Arn.of(value);
    } catch (IllegalArgumentException e) {
      throw Checks.invalid("'" + value + "' is not a valid ARN");
    }
    String kind = arn.resource().split("/", 2)[0];
    switch (kind) {
      case "loadbalancer" ->
          check(
              state,
              Tables.LOAD_BALANCERS,
              value,
              "LoadBalancerNotFound",
              "Load balancer '" + value + "' not found");
      case "targetgroup" ->
          check(
              state,
              Tables.TARGET_GROUPS,
              value,
              "TargetGroupNotFound",
              "One or more target groups not found");
      case "listener" ->
          check(
              state,
              Tables.LISTENERS,
              value,
              "ListenerNotFound",
              "One or more listeners not found");
      case "listener-rule" -> {
        if (state.find(Tables.RULES, value).isEmpty() && !isDefaultRule(state, arn)) {
          throw new AwsException("RuleNotFound", "One or more rules not found");
        }
      }
      case "truststore" ->
          check(
              state,
              Tables.TRUST_STORES,
              value,
              "TrustStoreNotFound",
              "Trust store '" + value + "' not found");
      default -> throw Checks.invalid("'" + value + "' is not a valid resource ARN");
    }
  }

  private static boolean isDefaultRule(StateView state, Arn arn) {
    return state.all(Tables.LISTENERS).values().stream()
        .anyMatch(listener -> listener.defaultRuleArn().equals(arn));
  }

  private static void check(
      StateView state, Table<?> table, String key, String code, String message) {
    if (state.find(table, key).isEmpty()) {
      throw new AwsException(code, message);
    }
  }
}
