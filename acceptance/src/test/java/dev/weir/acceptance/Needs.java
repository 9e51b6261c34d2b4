package dev.weir.acceptance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Skips a test, with a visible line, when a program that it runs is not installed.
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(Needs.Condition.class)
@interface Needs {
  /// The programs, as found on the PATH.
  String[] value();

  /// Decides by looking at the PATH.
  final class Condition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      Needs needs = context.getElement().map(e -> e.getAnnotation(Needs.class)).orElse(null);
      if (needs == null) {
        return ConditionEvaluationResult.enabled("needs no program");
      }
      for (String program : needs.value()) {
        if (!Command.exists(program)) {
          String line =
              "SKIPPED " + context.getDisplayName() + ": " + program + " is not installed";
          System.out.println(line);
          return ConditionEvaluationResult.disabled(line);
        }
      }
      return ConditionEvaluationResult.enabled("all programs are there");
    }
  }
}
