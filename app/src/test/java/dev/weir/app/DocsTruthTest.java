package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// What the documents name exists: links, paths, and in the documents about the code also types and
/// tests.
class DocsTruthTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)[^)]*\\)");
  private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");

  /// `Type`, `TypeTest.method`, `TypeTest.Nested.method`.
  private static final Pattern TYPE =
      Pattern.compile("([A-Z][a-z0-9]+(?:[A-Z][A-Za-z0-9]*)+)((?:\\.\\w+)*)");

  /// A test that is named without its class: the class was named before it.
  private static final Pattern METHOD = Pattern.compile("[a-z]+(?:[A-Z0-9][a-z0-9]+){2,}");

  /// The document whose tests must exist.
  private static final String FIDELITY = "docs/alb-fidelity.md";

  /// Documents in which a type's name stands for our code and not for a Kubernetes kind.
  private static final Set<String> ABOUT_CODE =
      Set.of("ARCHITECTURE.md", "CONTRIBUTING.md", "INVARIANTS.md", FIDELITY);

  private static Map<String, List<String>> sources;

  @BeforeAll
  static void readSources() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      sources =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> ROOT.relativize(file).toString().contains("src/"))
              .collect(
                  Collectors.groupingBy(
                      file -> file.getFileName().toString().replace(".java", ""),
                      TreeMap::new,
                      Collectors.mapping(DocsTruthTest::read, Collectors.toList())));
    }
  }

  @TestFactory
  Stream<DynamicTest> whatADocumentNamesExists() throws IOException {
    return documents().stream()
        .map(document ->
            DynamicTest.dynamicTest(
                document, () -> assertThat(missing(document)).as(document).isEmpty()));
  }

  private static List<String> documents() throws IOException {
    try (Stream<Path> top = Files.list(ROOT);
        Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      return Stream.concat(top, docs)
          .map(file -> ROOT.relativize(file).toString())
          .filter(file -> file.endsWith(".md"))
          .sorted()
          .toList();
    }
  }

  private static Set<String> missing(String document) {
    Path file = ROOT.resolve(document);
    String text = read(file);
    Set<String> missing = new TreeSet<>();
    LINK.matcher(text)
        .results()
        .map(found -> found.group(1))
        .filter(link -> !link.contains(":"))
        .filter(link -> !Files.exists(file.resolveSibling(link)))
        .forEach(missing::add);
    for (String word : CODE.matcher(text).results().map(found -> found.group(1)).toList()) {
      if (isPath(word) && !Files.exists(ROOT.resolve(word))) {
        missing.add(word);
      } else if (ABOUT_CODE.contains(document) && !isKnown(word)) {
        missing.add(word);
      } else if (document.equals(FIDELITY) && METHOD.matcher(word).matches() && !isMethod(word)) {
        missing.add(word);
      }
    }
    return missing;
  }

  private static boolean isMethod(String word) {
    return sources.values().stream()
        .flatMap(List::stream)
        .anyMatch(text -> text.contains(" " + word + "("));
  }

  /// A path from the root of the repository.
  private static boolean isPath(String word) {
    int slash = word.indexOf('/');
    return slash > 0
        && word.matches("[\\w./-]+")
        && Files.isDirectory(ROOT.resolve(word.substring(0, slash)))
        && !word.startsWith(".weir");
  }

  private static boolean isKnown(String word) {
    var type = TYPE.matcher(word);
    if (!type.matches()) {
      return true;
    }
    List<String> texts = sources.get(type.group(1));
    if (texts == null) {
      return false;
    }
    List<String> members = new ArrayList<>(List.of(type.group(2).split("\\.")));
    members.removeIf(String::isEmpty);
    return members.stream()
        .allMatch(member ->
            texts.stream().anyMatch(text -> text.matches("(?s).*\\b" + member + "\\b.*")));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
