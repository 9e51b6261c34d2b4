package dev.weir.kube.store;

import java.util.function.Consumer;

/// How a write is done.
///
/// @param manager who writes, as recorded in `metadata.managedFields`; "" records nothing
/// @param validation what to do about fields that the schema does not know
/// @param dryRun everything but the commit
/// @param warnings is given what the caller should be told although the write succeeds
public record WriteOptions(
    String manager, FieldValidation validation, boolean dryRun, Consumer<String> warnings) {
  /// In-process writes of the embedded server's own controllers.
  public static final WriteOptions INTERNAL =
      new WriteOptions("", FieldValidation.IGNORE, false, warning -> {});

  /// The `fieldValidation` query parameter.
  public enum FieldValidation {
    STRICT,
    WARN,
    IGNORE
  }

  public WriteOptions withManager(String name) {
    return new WriteOptions(name, validation, dryRun, warnings);
  }

  public WriteOptions withValidation(FieldValidation level) {
    return new WriteOptions(manager, level, dryRun, warnings);
  }

  public WriteOptions withDryRun() {
    return new WriteOptions(manager, validation, true, warnings);
  }
}
