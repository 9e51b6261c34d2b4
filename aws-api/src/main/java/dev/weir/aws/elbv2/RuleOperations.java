package dev.weir.aws.elbv2;

import dev.weir.aws.wire.AwsException;
import dev.weir.aws.wire.Operation;
import dev.weir.aws.wire.OperationContext;
import dev.weir.elb.Arn;
import dev.weir.elb.Listener;
import dev.weir.elb.ListenerRule;
import dev.weir.elb.RuleAction;
import dev.weir.elb.RuleTransform;
import dev.weir.store.ElbStore;
import dev.weir.store.References;
import dev.weir.store.StateView;
import dev.weir.store.Tables;
import dev.weir.store.Transaction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateRuleRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateRuleResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteRuleRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteRuleResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeRulesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeRulesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyRuleRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyRuleResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RulePriorityPair;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetRulePrioritiesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetRulePrioritiesResponse;

/// `CreateRule`, `DescribeRules`, `ModifyRule`, `DeleteRule`, `SetRulePriorities`.
final class RuleOperations {
  private static final int MAX_PRIORITY = 50_000;

  private final ElbStore store;

  RuleOperations(ElbStore store) {
    this.store = store;
  }

  List<Operation> all() {
    return List.of(
        Operation.of(
            "CreateRule", CreateRuleRequest.class, CreateRuleRequest::builder, this::create),
        Operation.of(
            "DescribeRules",
            DescribeRulesRequest.class,
            DescribeRulesRequest::builder,
            this::describe),
        Operation.of(
            "ModifyRule", ModifyRuleRequest.class, ModifyRuleRequest::builder, this::modify),
        Operation.of(
            "DeleteRule", DeleteRuleRequest.class, DeleteRuleRequest::builder, this::delete),
        Operation.of(
            "SetRulePriorities",
            SetRulePrioritiesRequest.class,
            SetRulePrioritiesRequest::builder,
            this::setPriorities));
  }

  private CreateRuleResponse create(OperationContext context, CreateRuleRequest request) {
    Arn listenerArn = Checks.arn(request.listenerArn(), "listener");
    Checks.range(request.priority(), "priority", 1, MAX_PRIORITY);
    Map<String, String> tags = TagLists.read(request.tags());
    var conditions = ConditionReader.read(request.conditions());
    var transforms = Transforms.read(request.transforms());
    ListenerRule created =
        store.write(transaction -> {
          Listener listener = transaction.listeners().get(listenerArn);
          List<RuleAction> actions =
              new ActionReader(listener.protocol(), List.of()).read(request.actions());
          refuseActionsForVersion(transaction, actions);
          return transaction
              .rules()
              .create(listenerArn, request.priority(), conditions, actions, transforms, tags);
        });
    return CreateRuleResponse.builder().rules(RuleWriter.write(created)).build();
  }

  /// Nothing but forwarding goes with a target group of protocol version HTTP2 or GRPC; the store
  /// checks the listener's protocol.
  private static void refuseActionsForVersion(Transaction transaction, List<RuleAction> actions) {
    if (actions.size() < 2) {
      return;
    }
    References.targetGroups(actions)
        .map(arn -> transaction.targetGroups().get(arn))
        .filter(group -> group.protocolVersion() == dev.weir.elb.ProtocolVersion.GRPC)
        .findFirst()
        .ifPresent(group -> {
          throw new AwsException(
              "InvalidLoadBalancerAction",
              "Only forward actions are supported with target group '" + group.arn() + "'");
        });
  }

  private DescribeRulesResponse describe(OperationContext context, DescribeRulesRequest request) {
    StateView state = store.state();
    List<Rule> found =
        request.listenerArn() == null
            ? byArns(state, request.ruleArns())
            : ofListener(state, request);
    Pages<Rule> page =
        Pages.of(found, RuleOperations::orderKey, request.marker(), request.pageSize());
    return DescribeRulesResponse.builder()
        .rules(page.items())
        .nextMarker(page.nextMarker())
        .build();
  }

  /// Ascending priority, the default rule last.
  private static String orderKey(Rule rule) {
    String priority = "00000" + rule.priority();
    return (rule.isDefault() ? "default" : priority.substring(priority.length() - 5))
        + rule.ruleArn();
  }

  private static List<Rule> ofListener(StateView state, DescribeRulesRequest request) {
    if (!request.ruleArns().isEmpty()) {
      throw Checks.invalid("You must specify either listener rule ARNs or a listener ARN");
    }
    Listener listener =
        ListenerOperations.byArn(state, Checks.arn(request.listenerArn(), "listener"));
    List<Rule> rules = new ArrayList<>();
    References.rulesOf(state, listener.arn()).forEach(rule -> rules.add(RuleWriter.write(rule)));
    rules.add(RuleWriter.writeDefault(listener));
    return rules;
  }

  private static List<Rule> byArns(StateView state, List<String> arns) {
    if (arns.isEmpty()) {
      throw Checks.invalid("You must specify either listener rule ARNs or a listener ARN");
    }
    List<Rule> rules = new ArrayList<>();
    for (String value : arns) {
      Arn arn = Checks.arn(value, "listener-rule");
      rules.add(
          state
              .find(Tables.RULES, value)
              .map(RuleWriter::write)
              .or(() -> withDefaultRule(state, arn).map(RuleWriter::writeDefault))
              .orElseThrow(() -> new AwsException("RuleNotFound", "One or more rules not found")));
    }
    return rules;
  }

  /// The listener whose default rule this is.
  private static Optional<Listener> withDefaultRule(StateView state, Arn rule) {
    String listener =
        rule.value()
            .substring(0, rule.value().lastIndexOf('/'))
            .replaceFirst(":listener-rule/", ":listener/");
    return state
        .find(Tables.LISTENERS, listener)
        .filter(found -> found.defaultRuleArn().equals(rule));
  }

  private ModifyRuleResponse modify(OperationContext context, ModifyRuleRequest request) {
    Arn arn = Checks.arn(request.ruleArn(), "listener-rule");
    boolean reset = Boolean.TRUE.equals(request.resetTransforms());
    if (reset && !request.transforms().isEmpty()) {
      throw Checks.invalid("You cannot specify both 'Transforms' and 'ResetTransforms'");
    }
    Rule modified =
        store.write(transaction -> {
          Optional<Listener> listener = withDefaultRule(transaction, arn);
          return listener.isPresent()
              ? modifyDefault(transaction, listener.get(), request)
              : modify(transaction, transaction.rules().get(arn), request, reset);
        });
    return ModifyRuleResponse.builder().rules(modified).build();
  }

  private static Rule modify(
      Transaction transaction, ListenerRule before, ModifyRuleRequest request, boolean reset) {
    Listener listener = transaction.listeners().get(before.listenerArn());
    List<RuleAction> actions =
        request.actions().isEmpty()
            ? before.actions()
            : new ActionReader(listener.protocol(), before.actions()).read(request.actions());
    refuseActionsForVersion(transaction, actions);
    List<RuleTransform> transforms =
        reset
            ? List.of()
            : request.transforms().isEmpty()
                ? before.transforms()
                : Transforms.read(request.transforms());
    ListenerRule after =
        new ListenerRule(
            before.arn(),
            before.listenerArn(),
            before.priority(),
            request.conditions().isEmpty()
                ? before.conditions()
                : ConditionReader.read(request.conditions()),
            actions,
            transforms);
    return RuleWriter.write(transaction.rules().update(after));
  }

  private static Rule modifyDefault(
      Transaction transaction, Listener listener, ModifyRuleRequest request) {
    if (!request.conditions().isEmpty() || !request.transforms().isEmpty()) {
      throw new AwsException(
          "OperationNotPermitted",
          "Conditions and transforms of the default rule '"
              + request.ruleArn()
              + "' cannot be modified");
    }
    List<RuleAction> actions =
        request.actions().isEmpty()
            ? listener.defaultActions()
            : new ActionReader(listener.protocol(), listener.defaultActions())
                .read(request.actions());
    return RuleWriter.writeDefault(
        transaction.listeners().update(ListenerEdits.withDefaultActions(listener, actions)));
  }

  private DeleteRuleResponse delete(OperationContext context, DeleteRuleRequest request) {
    Arn arn = Checks.arn(request.ruleArn(), "listener-rule");
    return store.write(transaction -> {
      if (withDefaultRule(transaction, arn).isPresent()) {
        throw new AwsException(
            "OperationNotPermitted", "Default rule '" + arn + "' cannot be deleted");
      }
      transaction.rules().delete(arn);
      return DeleteRuleResponse.builder().build();
    });
  }

  private SetRulePrioritiesResponse setPriorities(
      OperationContext context, SetRulePrioritiesRequest request) {
    Map<Arn, Integer> priorities = new LinkedHashMap<>();
    for (RulePriorityPair pair : request.rulePriorities()) {
      if (pair.ruleArn() == null || pair.priority() == null) {
        throw Checks.invalid("A rule ARN and a priority must be specified");
      }
      Checks.range(pair.priority(), "priority", 1, MAX_PRIORITY);
      if (priorities.containsValue(pair.priority())) {
        throw Checks.invalid("Priority '" + pair.priority() + "' was provided multiple times");
      }
      if (priorities.put(Checks.arn(pair.ruleArn(), "listener-rule"), pair.priority()) != null) {
        throw Checks.invalid("Rule '" + pair.ruleArn() + "' was provided multiple times");
      }
    }
    List<ListenerRule> changed =
        store.write(transaction -> {
          for (Arn arn : priorities.keySet()) {
            if (withDefaultRule(transaction, arn).isPresent()) {
              throw new AwsException(
                  "OperationNotPermitted",
                  "The priority of default rule '" + arn + "' cannot be modified");
            }
          }
          return transaction.rules().setPriorities(priorities);
        });
    return SetRulePrioritiesResponse.builder()
        .rules(changed.stream().map(RuleWriter::write).toList())
        .build();
  }
}
