package dev.weir.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.kube.object.Json;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// Runs `validation-suite.txt`: each case is a request line, a YAML body, and after `=>` the status
/// and every message of the answer. A case builds on what those before it created.
class ValidationSuiteTest {
  private static KubeServer server;
  private static HttpClient client;

  @BeforeAll
  static void start() {
    server = KubeServer.start(KubeServerConfig.apiOnly());
    client = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
  }

  @TestFactory
  Stream<DynamicTest> cases() throws Exception {
    try (InputStream in = ValidationSuiteTest.class.getResourceAsStream("validation-suite.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(text.split("(?m)^### ")).skip(1).map(ValidationSuiteTest::test);
    }
  }

  private static DynamicTest test(String text) {
    String[] lines = text.split("\n", 3);
    return DynamicTest.dynamicTest(lines[0], () -> run(lines[1], lines[2]));
  }

  private static void run(String requestLine, String rest) throws Exception {
    String[] words = requestLine.split(" ");
    String[] parts = rest.split("(?m)^=> ?");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + words[1]))
            .header("Content-Type", words.length > 2 ? words[2] : "application/yaml")
            .method(words[0], HttpRequest.BodyPublishers.ofString(parts[0]));
    HttpResponse<String> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());

    JsonNode answer = Json.parse(response.body());
    List<String> expected = Stream.of(parts).skip(1).map(String::strip).toList();
    assertThat(response.statusCode() + "").as(response.body()).isEqualTo(expected.getFirst());
    if (expected.size() > 1) {
      assertThat(messages(answer))
          .containsExactlyInAnyOrderElementsOf(expected.subList(1, expected.size()));
    }
  }

  private static List<String> messages(JsonNode status) {
    List<JsonNode> causes = Json.list(status, "details", "causes");
    return causes.isEmpty()
        ? List.of(Json.text(status, "message"))
        : causes.stream()
            .map(cause -> Json.text(cause, "field") + ": " + Json.text(cause, "message"))
            .toList();
  }
}
