package dev.weir.routing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.re2j.Pattern;
import dev.weir.elb.ListenerRule;
import dev.weir.elb.RuleCondition;
import dev.weir.elb.RuleCondition.HostHeader;
import dev.weir.elb.RuleCondition.HttpHeader;
import dev.weir.elb.RuleCondition.HttpRequestMethod;
import dev.weir.elb.RuleCondition.PathPattern;
import dev.weir.elb.RuleCondition.QueryString;
import dev.weir.elb.RuleCondition.SourceIp;
import dev.weir.routing.CompiledRule.Alternative;
import dev.weir.routing.CompiledRule.HeaderValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Compiles the conditions of one rule.
final class RuleCompiler {
  private final List<Alternative> hosts = new ArrayList<>();
  private final List<Alternative> paths = new ArrayList<>();
  private final List<HeaderValues> headers = new ArrayList<>();
  private final List<RequestCheck> checks = new ArrayList<>();

  private RuleCompiler() {}

  /// @throws IllegalArgumentException when a value cannot be compiled; the message names it
  static CompiledRule compile(ListenerRule rule, int rank) {
    var compiler = new RuleCompiler();
    rule.conditions().forEach(compiler::add);
    return new CompiledRule(
        rank,
        compiler.hosts.isEmpty() ? List.of(Alternative.ANY) : compiler.hosts,
        compiler.paths.isEmpty() ? List.of(Alternative.ANY) : compiler.paths,
        compiler.headers,
        compiler.checks);
  }

  private void add(RuleCondition condition) {
    switch (condition) {
      case HostHeader host -> addHosts(host);
      case PathPattern path -> addPaths(path);
      case HttpHeader header -> addHeader(header);
      case HttpRequestMethod method ->
          checks.add(
              new RequestCheck.Method(
                  method.values().stream()
                      .map(value -> value.getBytes(ISO_8859_1))
                      .toArray(byte[][]::new)));
      case QueryString query -> checks.add(query(query));
      case SourceIp source ->
          checks.add(
              new RequestCheck.SourceIp(
                  source.values().stream().map(CidrBlock::parse).toArray(CidrBlock[]::new)));
    }
  }

  private void addHosts(HostHeader host) {
    List<Alternative> alternatives = new ArrayList<>();
    for (String value : host.values()) {
      Glob glob = Glob.compile(value, Ascii.LOWER, false);
      alternatives.add(alternative(glob, new RequestCheck.HostGlob(glob)));
    }
    for (String regex : host.regexValues()) {
      Pattern pattern = Regex.compile(regex, Pattern.CASE_INSENSITIVE);
      Literal prefix = Regex.prefix(regex.toLowerCase(Locale.ROOT));
      alternatives.add(new Alternative(prefix, new RequestCheck.HostRegex(pattern), List.of()));
    }
    file(host.field(), hosts, alternatives);
  }

  private void addPaths(PathPattern path) {
    List<Alternative> alternatives = new ArrayList<>();
    for (String value : path.values()) {
      Glob glob = Glob.compile(value, Ascii.SAME, false);
      alternatives.add(alternative(glob, new RequestCheck.PathGlob(glob)));
    }
    for (String regex : path.regexValues()) {
      Pattern pattern = Regex.compile(regex, 0);
      alternatives.add(
          new Alternative(Regex.prefix(regex), new RequestCheck.PathRegex(pattern), List.of()));
    }
    file(path.field(), paths, alternatives);
  }

  private static Alternative alternative(Glob glob, RequestCheck check) {
    return Literal.decides(glob)
        ? new Alternative(Literal.of(glob), null, List.of())
        : new Alternative(Literal.of(glob), check, glob.grams(GramTable.LENGTH));
  }

  /// The API allows one condition of a kind per rule, each with a value.
  private static void file(String field, List<Alternative> filed, List<Alternative> alternatives) {
    if (alternatives.isEmpty() || !filed.isEmpty()) {
      throw new IllegalArgumentException(
          field
              + ": "
              + (alternatives.isEmpty() ? "no values" : "a second condition")
              + " (expected: one condition with at least one value)");
    }
    filed.addAll(alternatives);
  }

  private void addHeader(HttpHeader header) {
    List<Glob> globs =
        header.values().stream().map(value -> Glob.compile(value, Ascii.LOWER, false)).toList();
    String name = header.name().toLowerCase(Locale.ROOT);
    if (header.regexValues().isEmpty()) {
      headers.add(new HeaderValues(name, globs));
      return;
    }
    checks.add(
        new RequestCheck.Header(
            name.getBytes(ISO_8859_1),
            globs.toArray(Glob[]::new),
            header.regexValues().stream()
                .map(regex -> Regex.compile(regex, Pattern.CASE_INSENSITIVE))
                .toArray(Pattern[]::new)));
  }

  private static RequestCheck query(QueryString query) {
    return new RequestCheck.Query(
        query.values().stream()
            .map(pair -> new RequestCheck.Query.Pair(queryGlob(pair.key()), glob(pair.value())))
            .toArray(RequestCheck.Query.Pair[]::new));
  }

  private static @Nullable Glob queryGlob(@Nullable String key) {
    return key == null ? null : glob(key);
  }

  private static Glob glob(String value) {
    return Glob.compile(value, Ascii.LOWER, true);
  }
}
