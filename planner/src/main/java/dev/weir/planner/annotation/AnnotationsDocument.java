package dev.weir.planner.annotation;

/// The page `docs/annotations.md`, made from the table of annotations.
public final class AnnotationsDocument {

  private AnnotationsDocument() {}

  /// The page as Markdown.
  public static String markdown() {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # Annotations

        Every annotation that Weir understands, made from the table that its parser uses; `weir explain ANNOTATION` prints the same.
        A key that ends in `<name>` is completed by a name, such as that of a Service.
        "Groups" says what happens when several members of an Ingress group set the annotation.
        """);
    for (AnnotationTable.Section section : AnnotationTable.sections()) {
      page.append("\n## ").append(section.title()).append("\n\n");
      page.append("| annotation | what it does | type | default | where | groups | example |\n");
      page.append("|---|---|---|---|---|---|---|\n");
      section.annotations().forEach(annotation -> page.append(row(annotation)));
    }
    return page.toString();
  }

  private static String row(Annotation annotation) {
    return "| `%s%s` | %s | %s | %s | %s | %s | `%s` |\n"
        .formatted(
            annotation.key(),
            annotation.isFamily() ? "<name>" : "",
            escape(annotation.doc()),
            annotation.type().words(),
            escape(annotation.defaultText()),
            annotation.where().words(),
            annotation.merge().words(),
            escape(annotation.example()));
  }

  private static String escape(String text) {
    return text.replace("|", "\\|");
  }
}
