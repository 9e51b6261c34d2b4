package dev.weir.console;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.HashMap;
import java.util.Map;

/// The pages' templates, compiled by the build; everything that they print is escaped.
final class Templates {
  private static final String PACKAGE = "dev.weir.console.page";

  private final TemplateEngine engine =
      TemplateEngine.createPrecompiled(null, ContentType.Html, null, PACKAGE);
  private final Frame frame;

  Templates(Frame frame) {
    this.frame = frame;
  }

  String render(ConsoleServer.View view) {
    Map<String, Object> parameters = new HashMap<>(view.parameters());
    parameters.put("frame", frame);
    StringOutput output = new StringOutput(16_384);
    engine.render(view.template(), parameters, output);
    return output.toString();
  }
}
