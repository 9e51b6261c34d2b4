package dev.weir.proxy.smuggling;

import dev.weir.proxy.RawClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Sends every case of the corpus to one listener, each on a connection of its own with one more
/// request behind it, and says what went wrong.
final class CorpusRun {
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) ");

  private final String address;
  private final int port;
  private final String name;
  private final boolean verdicts;
  private final List<String> failures = new ArrayList<>();

  /// @param verdicts whether the listener is in `defensive` mode, which verdicts are about
  CorpusRun(String address, int port, String name, boolean verdicts) {
    this.address = address;
    this.port = port;
    this.name = name;
    this.verdicts = verdicts;
  }

  List<String> failures() throws IOException {
    List<Case> corpus = Case.corpus();
    for (int i = 0; i < corpus.size(); i++) {
      Case one = corpus.get(i);
      String unique = name + "-" + i;
      String answer = send(one, unique);
      String wrong = judge(one, answer, unique);
      if (wrong != null) {
        failures.add(name + ": " + one.verdict() + " " + one.name() + ": " + wrong + "\n" + answer);
      }
      bystander(one, unique);
    }
    return failures;
  }

  private String send(Case one, String unique) throws IOException {
    try (var client = new RawClient(address, port)) {
      client.socket().setSoTimeout(15_000);
      try {
        client.send(one.bytes(unique));
        client.send("GET /end-" + unique + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
      } catch (IOException e) {
        // The load balancer has already answered and closed.
      }
      return client.readAll();
    } catch (java.net.SocketTimeoutException e) {
      return "[nothing for 15 s]";
    }
  }

  /// Somebody else, over the same connections to the target.
  private void bystander(Case before, String unique) throws IOException {
    String path = "/bystander-" + unique;
    try (var client = new RawClient(address, port)) {
      client.socket().setSoTimeout(15_000);
      client.send("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
      String answer = client.readAll();
      if (!answer.startsWith("HTTP/1.1 20") || !answer.contains("GET " + path)) {
        failures.add(name + ": after " + before.name() + " a bystander got\n" + answer);
      }
    }
  }

  private String judge(Case one, String answer, String unique) {
    if (answer.startsWith("[nothing")) {
      return "no end";
    }
    if (!verdicts) {
      return null;
    }
    List<String> statuses = new ArrayList<>();
    Matcher matcher = STATUS.matcher(answer);
    while (matcher.find()) {
      if (!matcher.group(1).startsWith("1")) {
        statuses.add(matcher.group(1));
      }
    }
    boolean end = answer.contains("GET /end-" + unique);
    return switch (one.verdict()) {
      case REFUSED ->
          statuses.size() == 1
                  && statuses.get(0).matches("4..|501|505")
                  && !answer.contains("X-Saw")
              ? null
              : "not refused";
      case ALONE -> statuses.size() <= 1 && !end ? null : "not alone";
      case SERVED -> end ? null : "not served";
    };
  }
}
