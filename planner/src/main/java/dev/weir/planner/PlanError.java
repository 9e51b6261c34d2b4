package dev.weir.planner;

import java.util.Objects;
import java.util.function.Supplier;

/// Why a stack cannot be planned; the only exception that planning throws.
///
/// The message is the text that the AWS Load Balancer Controller reports for the same objects. Go
/// wraps errors as `context: cause`, and so does [#in(String)].
public final class PlanError extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String object;
  private final String field;

  /// @param object what is wrong, such as `Ingress shop/web`; empty when the error is about a whole
  ///   group
  /// @param field where in the object, such as `spec.rules` or an annotation's key; empty when
  ///   unknown
  public PlanError(String object, String field, String message) {
    super(message);
    this.object = Objects.requireNonNull(object);
    this.field = Objects.requireNonNull(field);
  }

  /// An error that concerns no single object.
  public static PlanError of(String message) {
    return new PlanError("", "", message);
  }

  /// An error in the annotation or field of an object that the caller names later with
  /// [#at(String)].
  public static PlanError inField(String field, String message) {
    return new PlanError("", field, message);
  }

  /// The same error with `context: ` before its text.
  public PlanError in(String context) {
    return replaced(object, field, context + ": " + getMessage());
  }

  /// The same error, about this object unless it names one already.
  public PlanError at(String where) {
    return object.isEmpty() ? replaced(where, field, getMessage()) : this;
  }

  /// The same error, about this field unless it names one already.
  public PlanError atField(String where) {
    return field.isEmpty() ? replaced(object, where, getMessage()) : this;
  }

  /// A value, or why it cannot be planned, said of this field unless the error names one already.
  public static <T> T naming(String field, Supplier<T> value) {
    try {
      return value.get();
    } catch (PlanError e) {
      throw e.atField(field);
    }
  }

  public String object() {
    return object;
  }

  public String field() {
    return field;
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }

  private PlanError replaced(String newObject, String newField, String message) {
    PlanError replaced = new PlanError(newObject, newField, message);
    replaced.setStackTrace(getStackTrace());
    return replaced;
  }
}
