package dev.weir.planner.report;

import dev.weir.planner.PlanError;
import dev.weir.planner.plan.PlanResult;
import dev.weir.planner.stack.LoadBalancerSpec;
import dev.weir.planner.stack.Stack;
import java.util.List;
import java.util.Map;

/// Plans for people: for each group and Service what would exist, as the EC2 console words it.
public final class PlanText {

  private final TextStyle style;
  private final Lines lines = new Lines();

  private PlanText(TextStyle style) {
    this.style = style;
  }

  /// Ends with a line break; plans are separated by an empty line.
  public static String render(List<PlanResult> results, TextStyle style) {
    if (results.isEmpty()) {
      return "Nothing to plan: no Ingress or Service is ours.\n";
    }
    PlanText text = new PlanText(style);
    for (PlanResult result : results) {
      if (result != results.getFirst()) {
        text.lines.blank();
      }
      text.write(result);
    }
    return text.lines.text();
  }

  /// `Ingress group shop`, `Ingress shop/web` or `Service shop/tcp`.
  public static String title(PlanResult result) {
    return result.kind().title() + " " + result.id();
  }

  private void write(PlanResult result) {
    lines.add(0, style.bold(title(result)));
    switch (result) {
      case PlanResult.Planned(_, _, Stack stack) -> write(stack);
      case PlanResult.Failed(_, _, PlanError error) -> write(error);
    }
  }

  private void write(PlanError error) {
    lines.add(1, style.red("error: ") + error.getMessage());
    lines.addUnlessEmpty(2, "in ", error.object());
    lines.addUnlessEmpty(2, "at ", error.field());
  }

  private void write(Stack stack) {
    Map<String, LoadBalancerSpec> loadBalancers = stack.specs(LoadBalancerSpec.class);
    if (loadBalancers.isEmpty()) {
      lines.add(1, "no load balancer; one that exists is deleted");
    }
    loadBalancers.forEach((id, spec) -> {
      new LoadBalancerText(stack, style, lines).write(spec);
      new ListenerText(stack, style, lines).write(id);
    });
    new TargetGroupText(stack, style, lines).write();
    SecurityGroupText.write(stack, style, lines);
    AddOnText.write(stack, lines);
  }
}
