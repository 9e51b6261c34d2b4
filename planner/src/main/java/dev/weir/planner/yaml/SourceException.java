package dev.weir.planner.yaml;

/// Thrown where a file cannot be used at all.
public final class SourceException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient SourceProblem problem;

  public SourceException(SourceProblem problem) {
    super(problem.toString());
    this.problem = problem;
  }

  public SourceProblem problem() {
    return problem;
  }
}
