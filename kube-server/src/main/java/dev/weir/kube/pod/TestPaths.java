package dev.weir.kube.pod;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a container answers when it is asked to misbehave, for pods that opted in.
///
/// | request | answer |
/// |---|---|
/// | `/status/503` | that status, 200 to 599 |
/// | `/health` | 200 `OK` |
/// | `?delay=1500ms` (also `2s`, `1m`) on any path | waits that long first, one minute at most |
/// | header `X-Echo-Set-Header: A: b, C: d` | the echo with these response headers |
///
/// These are the ones that the Gateway API conformance suite's echo server has.
final class TestPaths {
  private static final Pattern STATUS = Pattern.compile("/status/([2-5]\\d\\d)(?:\\?.*)?");
  private static final Pattern DELAY = Pattern.compile("[?&]delay=(\\d{1,6})(ms|s|m)(?:&|$)");
  private static final Duration LONGEST_DELAY = Duration.ofMinutes(1);

  private TestPaths() {}

  /// An answer other than the echo, if the path asks for one.
  static Optional<Answer> answer(RequestHead head) {
    Matcher status = STATUS.matcher(head.target());
    if (status.matches()) {
      return Optional.of(Answer.text(Integer.parseInt(status.group(1)), ""));
    }
    boolean health = head.target().equals("/health") || head.target().startsWith("/health?");
    return health ? Optional.of(Answer.text(200, "OK")) : Optional.empty();
  }

  static Duration delay(RequestHead head) {
    Matcher delay = DELAY.matcher(head.target());
    if (!delay.find()) {
      return Duration.ZERO;
    }
    long amount = Long.parseLong(delay.group(1));
    Duration asked =
        switch (delay.group(2)) {
          case "ms" -> Duration.ofMillis(amount);
          case "s" -> Duration.ofSeconds(amount);
          default -> Duration.ofMinutes(amount);
        };
    return asked.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : asked;
  }

  /// The echo with the response headers that the request asks for.
  static Answer withAskedHeaders(RequestHead head, Answer echo) {
    Map<String, String> headers = new LinkedHashMap<>(echo.headers());
    for (String line : head.headers().getOrDefault("X-Echo-Set-Header", List.of())) {
      for (String pair : line.split(",", -1)) {
        int colon = pair.indexOf(':');
        if (colon > 0) {
          String value = pair.substring(colon + 1).strip();
          headers.merge(pair.substring(0, colon).strip(), value, (a, b) -> a + "," + b);
        }
      }
    }
    return new Answer(echo.status(), headers, echo.body());
  }
}
