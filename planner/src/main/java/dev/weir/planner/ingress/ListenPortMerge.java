package dev.weir.planner.ingress;

import dev.weir.planner.PlanError;
import dev.weir.planner.annotation.Annotation;
import dev.weir.planner.annotation.GoText;
import dev.weir.planner.annotation.ListenerAnnotations;
import dev.weir.planner.annotation.LoadBalancerAnnotations;
import dev.weir.planner.stack.ListenerSpec.MutualAuthentication;
import dev.weir.planner.stack.Token;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Merges what the members of a group want of one port. Members that say nothing about a setting
/// are neutral; the others must agree. Certificates add up.
record ListenPortMerge(List<Wish> wishes) {

  /// What one member wants.
  record Wish(String member, ListenPortConfig config) {}

  ListenPortMerge {
    wishes = List.copyOf(wishes);
  }

  ListenPortConfig merge(String defaultSslPolicy) {
    Agreement protocol =
        new Agreement(
            "protocol", ListenerAnnotations.LISTEN_PORTS, _ -> true, ListenPortConfig::protocol);
    Agreement cidrs =
        new Agreement(
            "inbound-cidrs",
            LoadBalancerAnnotations.INBOUND_CIDRS,
            ListenPortConfig::hasCidrs,
            ListenPortMerge::describeCidrs);
    Agreement prefixLists =
        new Agreement(
            "inbound-prefix-lists",
            LoadBalancerAnnotations.SECURITY_GROUP_PREFIX_LISTS,
            config -> !config.prefixLists().isEmpty(),
            config -> GoText.list(sorted(config.prefixLists())));
    Agreement sslPolicy =
        new Agreement(
            "sslPolicy",
            ListenerAnnotations.SSL_POLICY,
            config -> config.sslPolicy().isPresent(),
            config -> config.sslPolicy().orElse(""));
    Agreement mutual =
        new Agreement(
            "mTLS Attributes",
            ListenerAnnotations.MUTUAL_AUTHENTICATION,
            config -> config.mutualAuthentication().isPresent(),
            config -> describe(config.mutualAuthentication()));
    for (Wish wish : wishes) {
      protocol.add(wish);
      cidrs.add(wish);
      prefixLists.add(wish);
      sslPolicy.add(wish);
      mutual.add(wish);
    }
    ListenPortConfig first = wishes.getFirst().config;
    boolean open = cidrs.agreed().isEmpty() && prefixLists.agreed().isEmpty();
    return new ListenPortConfig(
        first.protocol(),
        open ? List.of("0.0.0.0/0") : sorted(cidrs.agreed(), ListenPortConfig::cidrsV4),
        open ? List.of("::/0") : sorted(cidrs.agreed(), ListenPortConfig::cidrsV6),
        sorted(prefixLists.agreed(), ListenPortConfig::prefixLists),
        first.isHttps()
            ? sslPolicy
                .agreed()
                .flatMap(ListenPortConfig::sslPolicy)
                .or(() -> Optional.of(defaultSslPolicy))
            : Optional.empty(),
        certificates(),
        mutual.agreed().flatMap(ListenPortConfig::mutualAuthentication));
  }

  /// One setting on which the members that specify it must agree.
  private static final class Agreement {

    private final String what;
    private final Annotation annotation;
    private final Predicate<ListenPortConfig> specifies;
    private final Function<ListenPortConfig, String> describe;
    private @Nullable Wish earlier;

    /// @param describe tells two values apart exactly if they differ
    Agreement(
        String what,
        Annotation annotation,
        Predicate<ListenPortConfig> specifies,
        Function<ListenPortConfig, String> describe) {
      this.what = what;
      this.annotation = annotation;
      this.specifies = specifies;
      this.describe = describe;
    }

    void add(Wish wish) {
      if (!specifies.test(wish.config)) {
        return;
      }
      if (earlier == null) {
        earlier = wish;
        return;
      }
      String before = describe.apply(earlier.config);
      String now = describe.apply(wish.config);
      if (!before.equals(now)) {
        throw PlanError.inField(
            annotation.key(),
            "conflicting "
                + what
                + ", "
                + earlier.member
                + ": "
                + before
                + " | "
                + wish.member
                + ": "
                + now);
      }
    }

    Optional<ListenPortConfig> agreed() {
      return Optional.ofNullable(earlier).map(Wish::config);
    }
  }

  // The default certificate is not remembered as seen: named a second time, it follows again.
  private List<Token> certificates() {
    List<Token> all = new ArrayList<>();
    wishes.forEach(wish -> all.addAll(wish.config.certificates()));
    if (all.isEmpty()) {
      return List.of();
    }
    List<Token> merged = new ArrayList<>(List.of(all.getFirst()));
    merged.addAll(new LinkedHashSet<>(all.subList(1, all.size())));
    return merged;
  }

  private static String describe(Optional<MutualAuthentication> mutual) {
    return mutual
        .map(m ->
            "{"
                + m.mode()
                + " "
                + m.trustStoreArn()
                + " "
                + m.ignoreClientCertificateExpiry()
                + " "
                + m.advertiseTrustStoreCaNames()
                + "}")
        .orElse("");
  }

  private static String describeCidrs(ListenPortConfig config) {
    return GoText.list(sorted(config.cidrsV4())) + ", " + GoText.list(sorted(config.cidrsV6()));
  }

  private static List<String> sorted(
      Optional<ListenPortConfig> config, Function<ListenPortConfig, List<String>> values) {
    return config.map(c -> sorted(values.apply(c))).orElse(List.of());
  }

  private static List<String> sorted(List<String> values) {
    return List.copyOf(new TreeSet<>(values));
  }
}
