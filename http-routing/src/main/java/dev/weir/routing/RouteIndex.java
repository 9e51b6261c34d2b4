package dev.weir.routing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.weir.routing.CompiledRule.Alternative;
import dev.weir.routing.CompiledRule.HeaderValues;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Files compiled rules by the literals of their hosts, then of their paths, then, where many share
/// both, of a header's values.
///
/// A match looks only into the few buckets whose literals the request has, so rules that cannot
/// match cost nothing but memory.
final class RouteIndex {
  /// From this many candidates under one literal on, they are filed by something else besides.
  static final int MANY = 8;

  private RouteIndex() {}

  /// The buckets by host. An index without rules is never asked.
  static LiteralIndex of(List<CompiledRule> rules) {
    List<Filed> filed = new ArrayList<>();
    for (CompiledRule rule : rules) {
      for (Alternative host : rule.hosts()) {
        for (Alternative path : rule.paths()) {
          filed.add(new Filed(rule, host, path));
        }
      }
    }
    Map<Literal, PathBucket> hosts = new HashMap<>();
    GramChoice.file(filed, Filed::host, Filed::withHost)
        .forEach((literal, ofHost) -> hosts.put(literal, pathBucket(ofHost)));
    return new LiteralIndex(hosts, Ascii.LOWER);
  }

  private static PathBucket pathBucket(List<Filed> filed) {
    Map<Literal, CandidateList> lists = new HashMap<>();
    GramChoice.file(filed, Filed::path, Filed::withPath)
        .forEach((literal, ofPath) -> lists.put(literal, candidates(ofPath)));
    return new PathBucket(new LiteralIndex(lists, Ascii.SAME));
  }

  private static CandidateList candidates(List<Filed> filed) {
    List<Candidate> plain = new ArrayList<>();
    Map<String, List<Filed>> byHeader = new HashMap<>();
    for (Filed one : filed) {
      one.rule.headers().stream()
          .findFirst()
          .ifPresentOrElse(
              header -> byHeader.computeIfAbsent(header.name(), _ -> new ArrayList<>()).add(one),
              () -> plain.add(one.candidate(Optional.empty(), Optional.empty())));
    }
    List<HeaderBucket> headers = new ArrayList<>();
    byHeader.entrySet().stream()
        .sorted(Comparator.comparing(Map.Entry::getKey))
        .forEach(entry -> {
          if (entry.getValue().size() < MANY) {
            entry
                .getValue()
                .forEach(one -> plain.add(one.candidate(Optional.empty(), Optional.empty())));
          } else {
            headers.add(headerBucket(entry.getKey(), entry.getValue()));
          }
        });
    return new CandidateList(plain, headers);
  }

  private static HeaderBucket headerBucket(String name, List<Filed> filed) {
    Map<Literal, List<Candidate>> byValue = new HashMap<>();
    for (Filed one : filed) {
      HeaderValues header = one.rule.headers().getFirst();
      for (Glob value : header.values()) {
        byValue
            .computeIfAbsent(Literal.of(value), _ -> new ArrayList<>())
            .add(one.candidate(Optional.of(header), Optional.of(value)));
      }
    }
    Map<Literal, CandidateList> lists = new HashMap<>();
    byValue.forEach((literal, list) -> lists.put(literal, new CandidateList(list, List.of())));
    return new HeaderBucket(name.getBytes(ISO_8859_1), new LiteralIndex(lists, Ascii.LOWER));
  }

  /// A rule under one of its hosts and one of its paths.
  private record Filed(CompiledRule rule, Alternative host, Alternative path) {
    Filed withHost(Alternative other) {
      return new Filed(rule, other, path);
    }

    Filed withPath(Alternative other) {
      return new Filed(rule, host, other);
    }

    /// @param header the condition that files this candidate once more
    /// @param value the value under which it is filed
    Candidate candidate(Optional<HeaderValues> header, Optional<Glob> value) {
      List<RequestCheck> checks = new ArrayList<>(rule.checks());
      for (HeaderValues other : rule.headers()) {
        if (header.isEmpty() || other != header.get()) {
          checks.add(check(other.name(), other.values()));
        }
      }
      value
          .filter(glob -> !Literal.decides(glob))
          .ifPresent(glob -> checks.add(check(header.orElseThrow().name(), List.of(glob))));
      if (host.check() != null) {
        checks.add(host.check());
      }
      if (path.check() != null) {
        checks.add(path.check());
      }
      return new Candidate(rule.rank(), checks);
    }

    private static RequestCheck check(String name, List<Glob> values) {
      return new RequestCheck.Header(
          name.getBytes(ISO_8859_1), values.toArray(Glob[]::new), new com.google.re2j.Pattern[0]);
    }
  }
}
