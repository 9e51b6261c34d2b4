package dev.weir.planner.ingress;

import dev.weir.planner.PlanError;
import dev.weir.planner.annotation.GoText;
import dev.weir.planner.annotation.ListenerAnnotations;
import dev.weir.planner.stack.RuleAction;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/// With `ssl-redirect` every HTTP listener of the group only redirects to an HTTPS one.
record SslRedirect(int port) {

  /// The port that members agree on, which must be an HTTPS listener of the group. A class with a
  /// port that is no number switches the redirect off for everyone.
  static Optional<SslRedirect> of(
      List<ClassifiedIngress> members, SortedMap<Integer, ListenPortConfig> ports) {
    SortedSet<Integer> wanted = new TreeSet<>();
    for (ClassifiedIngress member : members) {
      String imposed = member.params().spec().sslRedirectPort();
      if (imposed != null && !imposed.isEmpty()) {
        Optional<Long> port = GoText.parseInt(imposed, 64);
        if (port.isEmpty()) {
          return Optional.empty();
        }
        wanted.add(port.get().intValue());
      } else {
        annotated(member).ifPresent(wanted::add);
      }
    }
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    if (wanted.size() > 1) {
      throw PlanError.inField(
          ListenerAnnotations.SSL_REDIRECT.key(),
          "conflicting sslRedirect port: " + GoText.list(wanted));
    }
    requireHttps(wanted.first(), ports);
    return Optional.of(new SslRedirect(wanted.first()));
  }

  RuleAction action() {
    return new RuleAction.Redirect(null, null, Integer.toString(port), "HTTPS", null, "HTTP_301");
  }

  private static Optional<Integer> annotated(ClassifiedIngress member) {
    try {
      return member.annotations().int32(ListenerAnnotations.SSL_REDIRECT);
    } catch (PlanError e) {
      throw e.in("ingress: " + member.key());
    }
  }

  private static void requireHttps(int port, SortedMap<Integer, ListenPortConfig> ports) {
    ListenPortConfig config = ports.get(port);
    if (config == null) {
      throw PlanError.inField(
          ListenerAnnotations.SSL_REDIRECT.key(),
          "listener does not exist for SSLRedirect port: " + port);
    }
    if (!config.isHttps()) {
      throw PlanError.inField(
          ListenerAnnotations.SSL_REDIRECT.key(),
          "listener protocol non-SSL for SSLRedirect port: " + port);
    }
  }
}
