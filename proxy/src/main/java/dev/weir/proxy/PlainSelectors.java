package dev.weir.proxy;

import dev.weir.elb.Arn;
import dev.weir.elb.ElbSnapshot;
import dev.weir.elb.Listener;
import dev.weir.elb.RegisteredTarget;
import dev.weir.elb.RuleAction;
import dev.weir.elb.TargetGroup;
import dev.weir.proxy.exchange.EndpointSource;
import dev.weir.proxy.exchange.ForwardSelector;
import dev.weir.proxy.exchange.HeaderSink;
import dev.weir.proxy.exchange.HttpHead;
import dev.weir.proxy.exchange.TargetEndpoint;
import dev.weir.proxy.exchange.TargetSelection;
import dev.weir.proxy.exchange.TargetSelectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Round robin over the targets that are not draining, groups by weight, whatever their health: for
/// benchmarks and tests of the engine alone.
final class PlainSelectors implements TargetSelectors {
  private static final TargetEndpoint[] NONE = {};

  private final Map<Arn, Members> groups = new ConcurrentHashMap<>();

  private static final class Members {
    volatile TargetEndpoint[] usable = NONE;
    final AtomicInteger turn = new AtomicInteger();
  }

  @Override
  public void apply(ElbSnapshot snapshot, EndpointSource endpoints) {
    groups.keySet().retainAll(snapshot.targetGroups().keySet());
    for (TargetGroup group : snapshot.targetGroups().values()) {
      List<TargetEndpoint> usable = new ArrayList<>();
      for (RegisteredTarget target : snapshot.targetsOf(group.arn())) {
        TargetEndpoint endpoint = endpoints.endpoint(group, target);
        if (!target.draining()) {
          usable.add(endpoint);
        }
      }
      members(group.arn()).usable = usable.toArray(TargetEndpoint[]::new);
    }
  }

  private Members members(Arn group) {
    return groups.computeIfAbsent(group, _ -> new Members());
  }

  @Override
  public ForwardSelector selector(RuleAction.Forward action, Listener listener) {
    List<Arn> wheel = new ArrayList<>();
    for (var weighted : action.targetGroups()) {
      for (int i = 0; i < weighted.weight(); i++) {
        wheel.add(weighted.targetGroupArn());
      }
    }
    return new Selector(
        wheel.toArray(Arn[]::new), wheel.stream().map(this::members).toArray(Members[]::new));
  }

  private static final class Selector implements ForwardSelector {
    private final Arn[] arns;
    private final Members[] wheel;
    private final AtomicInteger turn = new AtomicInteger();

    Selector(Arn[] arns, Members[] wheel) {
      this.arns = arns;
      this.wheel = wheel;
    }

    @Override
    public void select(HttpHead request, TargetSelection selection) {
      if (wheel.length == 0) {
        return;
      }
      int at =
          wheel.length == 1 ? 0 : Integer.remainderUnsigned(turn.getAndIncrement(), wheel.length);
      selection.targetGroup = arns[at];
      TargetEndpoint[] usable = wheel[at].usable;
      if (usable.length > 0) {
        int next = wheel[at].turn.getAndIncrement();
        selection.endpoint = usable[Integer.remainderUnsigned(next, usable.length)];
      }
    }

    @Override
    public void onResponse(TargetSelection selection, HttpHead response, HeaderSink sink) {}

    @Override
    public void onEnd(TargetSelection selection, Outcome outcome, int status) {}
  }
}
