package dev.weir.aws.elbv2;

import dev.weir.aws.wire.AwsException;
import dev.weir.aws.wire.Operation;
import dev.weir.aws.wire.OperationContext;
import dev.weir.elb.Arn;
import dev.weir.elb.Target;
import dev.weir.elb.TargetGroup;
import dev.weir.elb.TargetHealthSource;
import dev.weir.store.ElbStore;
import dev.weir.store.StoreState;
import dev.weir.store.Targets;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeregisterTargetsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeregisterTargetsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetHealthRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetHealthResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RegisterTargetsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RegisterTargetsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;

/// `RegisterTargets`, `DeregisterTargets`, `DescribeTargetHealth`.
final class TargetOperations {
  private final ElbStore store;
  private final TargetHealthSource health;

  TargetOperations(ElbStore store, TargetHealthSource health) {
    this.store = store;
    this.health = health;
  }

  List<Operation> all() {
    return List.of(
        Operation.of(
            "RegisterTargets",
            RegisterTargetsRequest.class,
            RegisterTargetsRequest::builder,
            this::register),
        Operation.of(
            "DeregisterTargets",
            DeregisterTargetsRequest.class,
            DeregisterTargetsRequest::builder,
            this::deregister),
        Operation.of(
            "DescribeTargetHealth",
            DescribeTargetHealthRequest.class,
            DescribeTargetHealthRequest::builder,
            this::describe));
  }

  private RegisterTargetsResponse register(
      OperationContext context, RegisterTargetsRequest request) {
    Arn arn = Checks.arn(request.targetGroupArn(), "targetgroup");
    return store.write(transaction -> {
      TargetGroup group = transaction.targetGroups().get(arn);
      TargetResolver resolver = new TargetResolver(transaction, group);
      List<Targets.Registration> registrations = new ArrayList<>();
      request.targets().forEach(target -> registrations.add(resolver.resolve(target)));
      if (registrations.isEmpty()) {
        throw Checks.invalid("At least one target must be specified");
      }
      transaction.targets().register(arn, registrations);
      return RegisterTargetsResponse.builder().build();
    });
  }

  private DeregisterTargetsResponse deregister(
      OperationContext context, DeregisterTargetsRequest request) {
    Arn arn = Checks.arn(request.targetGroupArn(), "targetgroup");
    return store.write(transaction -> {
      TargetGroup group = transaction.targetGroups().get(arn);
      transaction.targets().deregister(arn, keys(group, request.targets()));
      return DeregisterTargetsResponse.builder().build();
    });
  }

  private static List<Target.TargetKey> keys(TargetGroup group, List<TargetDescription> targets) {
    List<Target.TargetKey> keys = new ArrayList<>();
    for (TargetDescription target : targets) {
      if (target.id() == null) {
        throw new AwsException("InvalidTarget", "A target ID must be specified");
      }
      keys.add(
          new Target.TargetKey(target.id(), target.port() == null ? group.port() : target.port()));
    }
    return keys;
  }

  private DescribeTargetHealthResponse describe(
      OperationContext context, DescribeTargetHealthRequest request) {
    StoreState state = store.state();
    TargetGroup group =
        TargetGroupOperations.byArn(state, Checks.arn(request.targetGroupArn(), "targetgroup"));
    TargetHealthWriter writer =
        new TargetHealthWriter(
            state,
            group,
            health,
            request.includeAsStrings().contains("AnomalyDetection")
                || request.includeAsStrings().contains("All"));
    var described =
        request.targets().isEmpty()
            ? writer.all()
            : keys(group, request.targets()).stream().map(writer::one).toList();
    return DescribeTargetHealthResponse.builder().targetHealthDescriptions(described).build();
  }
}
