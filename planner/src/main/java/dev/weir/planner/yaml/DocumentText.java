package dev.weir.planner.yaml;

import java.util.ArrayList;
import java.util.List;

/// The text of one document of a file.
///
/// @param lineOffset how many lines of the file stand before it
record DocumentText(String text, int lineOffset) {

  /// Cuts at lines that begin with the document marker `---`, which cannot occur inside a document.
  static List<DocumentText> split(String file) {
    List<DocumentText> documents = new ArrayList<>();
    String text = file.startsWith("\uFEFF") ? file.substring(1) : file;
    int start = 0;
    int startLine = 0;
    int line = 0;
    int lineStart = 0;
    while (lineStart < text.length()) {
      int end = text.indexOf('\n', lineStart);
      int next = end < 0 ? text.length() : end + 1;
      if (lineStart > start && isMarker(text, lineStart)) {
        add(documents, text.substring(start, lineStart), startLine);
        start = lineStart;
        startLine = line;
      }
      lineStart = next;
      line++;
    }
    add(documents, text.substring(start), startLine);
    return documents;
  }

  private static void add(List<DocumentText> documents, String text, int lineOffset) {
    // JSON may be indented with tabs, YAML may not; in JSON a tab never stands inside a string.
    boolean isJson = text.stripLeading().startsWith("{");
    documents.add(new DocumentText(isJson ? text.replace('\t', ' ') : text, lineOffset));
  }

  private static boolean isMarker(String text, int at) {
    return text.startsWith("---", at)
        && (at + 3 == text.length() || Character.isWhitespace(text.charAt(at + 3)));
  }
}
