package dev.weir.app;

import dev.weir.planner.annotation.AnnotationExplanation;
import dev.weir.planner.annotation.AnnotationTable;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Prints what an annotation means, from the table that the planner itself uses.
@Command(
    name = "explain",
    description = "Explain an annotation: type, default, where it is allowed, merge rule, example.",
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "ANNOTATION",
      arity = "0..1",
      description = "The key, with or without its prefix; without a key all are listed.")
  private String key = "";

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (key.isEmpty()) {
      for (AnnotationTable.Section section : AnnotationTable.sections()) {
        out.println(section.title());
        section.annotations().forEach(each -> out.println("  " + each.key()));
      }
      out.flush();
      return 0;
    }
    try {
      out.print(AnnotationExplanation.of(key));
    } catch (IllegalArgumentException e) {
      throw new UserError(e.getMessage() + "; `weir explain` lists all", e);
    }
    out.flush();
    return 0;
  }
}
