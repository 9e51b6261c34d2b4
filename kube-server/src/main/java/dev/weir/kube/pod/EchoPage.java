package dev.weir.kube.pod;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The echo as a plain page for a browser.
final class EchoPage {
  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <head><meta charset="utf-8"><title>%1$s</title>
      <style>
      body { font: 16px/1.5 system-ui, sans-serif; margin: 3rem auto; max-width: 60rem; padding: 0 1rem }
      table { border-collapse: collapse; width: 100%% }
      th { text-align: left; vertical-align: top; white-space: nowrap; padding: .2rem 2rem .2rem 0; font-weight: 600 }
      td { overflow-wrap: anywhere; padding: .2rem 0; font-family: ui-monospace, monospace }
      tr { border-bottom: 1px solid #ddd }
      p { color: #555 }
      </style></head>
      <body>
      <h1>%1$s</h1>
      <p>A pod simulated by Weir: the image is not run, this page shows the request as the pod saw it.</p>
      <table>
      %2$s</table>
      </body>
      </html>
      """;

  private EchoPage() {}

  static String html(ObjectNode seen) {
    var rows = new StringBuilder();
    for (var field : seen.properties()) {
      if (field.getValue().isObject()) {
        field.getValue().properties().forEach(h -> row(rows, h.getKey(), values(h.getValue())));
      } else {
        row(rows, field.getKey(), field.getValue().asString());
      }
    }
    return PAGE.formatted(escaped(seen.path("pod").asString()), rows);
  }

  private static String values(JsonNode list) {
    if (!list.isArray()) {
      return list.asString();
    }
    var text = new StringBuilder();
    list.forEach(value -> text.append(text.isEmpty() ? "" : ", ").append(value.asString()));
    return text.toString();
  }

  private static void row(StringBuilder rows, String name, String value) {
    rows.append("<tr><th scope=\"row\">").append(escaped(name)).append("</th><td>");
    rows.append(escaped(value)).append("</td></tr>\n");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
