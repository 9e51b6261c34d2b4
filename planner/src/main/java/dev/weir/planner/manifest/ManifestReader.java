package dev.weir.planner.manifest;

import dev.weir.planner.yaml.SourceProblem;
import dev.weir.planner.yaml.YamlDocument;
import dev.weir.planner.yaml.YamlReader;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// Reads manifests: multi-document YAML or JSON, Lists included. What cannot be read is reported
/// with file, line, object and field, and does not keep the other documents from being read.
public final class ManifestReader {

  /// A file's name, for messages, and its text.
  public record Source(String name, String text) {}

  /// What the files hold.
  ///
  /// @param problems documents and objects that could not be read
  /// @param notes objects that were left out because planning does not read their kind
  public record Manifests(
      ManifestObjects objects, List<SourceProblem> problems, List<String> notes) {
    public Manifests {
      problems = List.copyOf(problems);
      notes = List.copyOf(notes);
    }
  }

  // Both are slow to make and remember what they have seen.
  private static final KubernetesSerialization SERIALIZATION =
      new KubernetesSerialization(new ObjectMapper(), false);
  private static final FieldTypes FIELD_TYPES = new FieldTypes();

  private final List<HasMetadata> objects = new ArrayList<>();
  private final List<SourceProblem> problems = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  private ManifestReader() {}

  /// Reads the files in this order.
  public static Manifests read(List<Source> sources) {
    ManifestReader reader = new ManifestReader();
    for (Source source : sources) {
      reader.readFile(source);
    }
    return new Manifests(new ManifestObjects(reader.objects), reader.problems, reader.notes);
  }

  private void readFile(Source source) {
    YamlReader.Result result = YamlReader.read(source.name(), source.text());
    int before = problems.size();
    problems.addAll(result.problems());
    for (YamlDocument document : result.documents()) {
      readObject(document, new ManifestEntry(document, List.of(), document.json()));
    }
    problems.subList(before, problems.size()).sort(Comparator.comparingInt(SourceProblem::line));
  }

  private void readObject(YamlDocument document, ManifestEntry entry) {
    if (!entry.json().isObject()) {
      problems.add(entry.problem(List.of(), "expected a Kubernetes object, found " + entry.json()));
    } else if (entry.kind().isEmpty()) {
      problems.add(
          entry.problem(List.of("kind"), "expected the kind of the object, found nothing"));
    } else if (entry.kind().endsWith("List") && entry.json().path("items").isArray()) {
      readItems(document, entry);
    } else {
      Optional<ManifestKind> kind = ManifestKind.find(entry.apiVersion(), entry.kind());
      if (kind.isPresent()) {
        readKnown(entry, kind.get());
      } else {
        String known = ManifestKind.apiVersionOf(entry.kind());
        notes.add(
            entry.place()
                + ": "
                + entry.label()
                + " ("
                + entry.apiVersion()
                + ") is not read"
                + (known.isEmpty() ? "" : ", only that of " + known + " is"));
      }
    }
  }

  private void readItems(YamlDocument document, ManifestEntry list) {
    JsonNode items = list.json().get("items");
    for (int i = 0; i < items.size(); i++) {
      List<Object> path = new ArrayList<>(list.path());
      path.add("items");
      path.add(i);
      readObject(document, new ManifestEntry(document, path, items.get(i)));
    }
  }

  private void readKnown(ManifestEntry entry, ManifestKind kind) {
    if (!kind.apiVersion().equals(entry.apiVersion())) {
      String message = "expected " + kind.apiVersion() + ", found " + entry.apiVersion();
      problems.add(entry.problem(List.of("apiVersion"), message));
      return;
    }
    List<FieldCheck.Finding> findings = FieldCheck.check(entry.json(), kind.type(), FIELD_TYPES);
    for (FieldCheck.Finding finding : findings) {
      problems.add(entry.problem(finding.path(), finding.message()));
    }
    if (findings.isEmpty() && entry.name().isEmpty()) {
      problems.add(entry.problem(List.of("metadata", "name"), "expected a name, found nothing"));
    } else if (findings.isEmpty()) {
      add(entry, kind);
    }
  }

  private void add(ManifestEntry entry, ManifestKind kind) {
    HasMetadata object = SERIALIZATION.convertValue(entry.json(), kind.type());
    if (kind.isNamespaced() && isBlank(object.getMetadata().getNamespace())) {
      object.getMetadata().setNamespace("default");
    }
    SecretText.encode(object);
    objects.add(object);
  }

  private static boolean isBlank(String text) {
    return text == null || text.isEmpty();
  }
}
