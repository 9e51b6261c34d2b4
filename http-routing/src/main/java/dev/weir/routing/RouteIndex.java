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
  /// From this many candidates of one host and path on, a header that they share files them again.
  private static final int MANY = 8;

  private RouteIndex() {}

  /// The buckets by host. An index without rules is never asked.
  static LiteralIndex of(List<CompiledRule> rules) {
    Map<Literal, Map<Literal, List<Filed>>> filed = new HashMap<>();
    for (CompiledRule rule : rules) {
      for (Alternative host : rule.hosts()) {
        for (Alternative path : rule.paths()) {
          filed
              .computeIfAbsent(host.literal(), _ -> new HashMap<>())
              .computeIfAbsent(path.literal(), _ -> new ArrayList<>())
              .add(new Filed(rule, host, path));
        }
      }
    }
    Map<Literal, PathBucket> hosts = new HashMap<>();
    filed.forEach((literal, paths) -> hosts.put(literal, pathBucket(paths)));
    return LiteralIndex.of(hosts, Ascii.LOWER);
  }

  private static PathBucket pathBucket(Map<Literal, List<Filed>> paths) {
    Map<Literal, CandidateList> lists = new HashMap<>();
    paths.forEach((literal, filed) -> lists.put(literal, candidates(filed)));
    return new PathBucket(LiteralIndex.of(lists, Ascii.SAME));
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
    return new HeaderBucket(name.getBytes(ISO_8859_1), LiteralIndex.of(lists, Ascii.LOWER));
  }

  /// A rule under one of its hosts and one of its paths.
  private record Filed(CompiledRule rule, Alternative host, Alternative path) {

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
