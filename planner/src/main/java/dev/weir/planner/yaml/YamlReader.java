package dev.weir.planner.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/// Reads the documents of a YAML or JSON file one by one, so that a malformed one does not hide the
/// others.
public final class YamlReader {

  private YamlReader() {}

  /// @param documents in the order of the file, without the empty ones
  /// @param problems one for each document that could not be read
  public record Result(List<YamlDocument> documents, List<SourceProblem> problems) {
    public Result {
      documents = List.copyOf(documents);
      problems = List.copyOf(problems);
    }
  }

  /// @param file name for messages
  public static Result read(String file, String text) {
    List<YamlDocument> documents = new ArrayList<>();
    List<SourceProblem> problems = new ArrayList<>();
    for (DocumentText document : DocumentText.split(text)) {
      try {
        readOne(file, document).filter(read -> !read.json().isNull()).ifPresent(documents::add);
      } catch (SourceException e) {
        problems.add(e.problem());
      }
    }
    return new Result(documents, problems);
  }

  private static Optional<YamlDocument> readOne(String file, DocumentText document) {
    try {
      Optional<Node> root = new Compose(settings(file)).composeString(document.text());
      return root.map(node ->
          new YamlDocument(
              file,
              document.lineOffset(),
              node,
              new NodeConversion(file, document.lineOffset()).convert(node)));
    } catch (MarkedYamlEngineException e) {
      Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
      int line = mark.map(Mark::getLine).orElse(0) + 1 + document.lineOffset();
      throw problem(file, line, "malformed YAML: " + describe(e));
    } catch (YamlEngineException e) {
      throw problem(file, document.lineOffset() + 1, "malformed YAML: " + e.getMessage());
    }
  }

  private static String describe(MarkedYamlEngineException e) {
    String context = e.getContext() == null ? "" : e.getContext() + ": ";
    return (context + e.getProblem()).replace('\n', ' ');
  }

  private static SourceException problem(String file, int line, String message) {
    return new SourceException(new SourceProblem(file, line, "", "", message));
  }

  private static LoadSettings settings(String file) {
    return LoadSettings.builder()
        .setLabel(file)
        .setSchema(new CoreSchema())
        .setAllowDuplicateKeys(true)
        .setUseMarks(true)
        .setMaxAliasesForCollections(Integer.MAX_VALUE) // NodeConversion has the bound
        .setCodePointLimit(Integer.MAX_VALUE)
        .build();
  }
}
