package dev.weir.kube.store;

import java.util.List;
import java.util.function.Consumer;

/// How a write is done.
///
/// @param manager who writes, as recorded in `metadata.managedFields`; "" records nothing
/// @param validation what to do about fields that the schema does not know
/// @param dryRun everything but the commit
/// @param warnings is given what the caller should be told although the write succeeds
/// @param duplicates fields that the written document has twice
public record WriteOptions(
    String manager,
    FieldValidation validation,
    boolean dryRun,
    Consumer<String> warnings,
    List<String> duplicates) {
  /// In-process writes of the embedded server's own controllers.
  public static final WriteOptions INTERNAL =
      new WriteOptions("", FieldValidation.IGNORE, false, warning -> {}, List.of());

  /// The `fieldValidation` query parameter.
  public enum FieldValidation {
    STRICT,
    WARN,
    IGNORE
  }

  public WriteOptions withManager(String name) {
    return new WriteOptions(name, validation, dryRun, warnings, duplicates);
  }

  public WriteOptions withValidation(FieldValidation level) {
    return new WriteOptions(manager, level, dryRun, warnings, duplicates);
  }

  public WriteOptions withDryRun() {
    return new WriteOptions(manager, validation, true, warnings, duplicates);
  }
}
