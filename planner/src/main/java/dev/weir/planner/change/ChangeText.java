package dev.weir.planner.change;

import dev.weir.planner.PlanError;
import dev.weir.planner.plan.PlanResult;
import dev.weir.planner.report.PlanText;
import dev.weir.planner.report.TextStyle;
import java.util.ArrayList;
import java.util.List;

/// Changes for people, stack by stack, with the counts at the end.
public final class ChangeText {

  private final TextStyle style;
  private final List<String> lines = new ArrayList<>();

  private ChangeText(TextStyle style) {
    this.style = style;
  }

  /// Ends with a line break.
  public static String render(List<StackChange> stacks, TextStyle style) {
    ChangeText text = new ChangeText(style);
    stacks.forEach(text::write);
    ChangeCounts counts = ChangeCounts.of(stacks);
    text.lines.add(
        StackChange.exitCode(stacks) == 0
            ? "No changes: everything exists as planned."
            : "Plan: " + counts + ".");
    return String.join("\n", text.lines) + "\n";
  }

  private void write(StackChange stack) {
    boolean isFailed = stack.plan() instanceof PlanResult.Failed;
    if (stack.changes().isEmpty() && !isFailed) {
      return;
    }
    lines.add(style.bold(PlanText.title(stack.plan())));
    if (stack.plan() instanceof PlanResult.Failed failed) {
      PlanError error = failed.error();
      lines.add("  " + style.red("error: ") + error.getMessage());
      addUnlessEmpty("    in ", error.object());
      addUnlessEmpty("    at ", error.field());
    }
    if (stack.isAbandoned()) {
      lines.add("  nothing in the cluster asks for it any more");
    }
    stack.changes().forEach(this::write);
    lines.add("");
  }

  private void addUnlessEmpty(String label, String text) {
    if (!text.isEmpty()) {
      lines.add(label + text);
    }
  }

  private void write(Change change) {
    switch (change) {
      case Change.Create(Change.Subject subject) -> head(style.green("+ create"), subject);
      case Change.Destroy(Change.Subject subject) -> head(style.red("- destroy"), subject);
      case Change.Update(Change.Subject subject, List<FieldChange> fields) -> {
        head(style.yellow("~ update"), subject);
        fields(fields);
      }
      case Change.Replace(
              Change.Subject subject,
              String reason,
              List<FieldChange> fields,
              var dns) -> {
        head(style.red("-/+ replace"), subject);
        lines.add("      because " + reason);
        if (dns != null) {
          lines.add("      its DNS name changes: " + dns + " stops working");
        }
        fields(fields);
      }
    }
  }

  private void head(String verb, Change.Subject subject) {
    lines.add("  " + verb + " " + Labels.label(subject.type()) + " " + subject.name());
  }

  private void fields(List<FieldChange> fields) {
    fields.forEach(field -> lines.add("      " + field));
  }
}
