package dev.weir.controller.network;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/// What to authorize and what to revoke, each sorted by the rules' text.
public record IngressRuleDiff(List<IngressRule> authorize, List<IngressRule> revoke) {
  public IngressRuleDiff {
    authorize = List.copyOf(authorize);
    revoke = List.copyOf(revoke);
  }

  /// @param owned which existing rules may be revoked
  public static IngressRuleDiff of(
      Collection<IngressRule> desired,
      Collection<IngressRule> observed,
      Predicate<IngressRule> owned) {
    Map<String, IngressRule> wanted = byText(desired);
    Map<String, IngressRule> present = byText(observed);
    List<IngressRule> authorize = new ArrayList<>();
    wanted.forEach((text, rule) -> {
      if (!present.containsKey(text)) {
        authorize.add(rule);
      }
    });
    List<IngressRule> revoke = new ArrayList<>();
    present.forEach((text, rule) -> {
      if (!wanted.containsKey(text) && owned.test(rule)) {
        revoke.add(rule);
      }
    });
    return new IngressRuleDiff(authorize, revoke);
  }

  public boolean isEmpty() {
    return authorize.isEmpty() && revoke.isEmpty();
  }

  private static Map<String, IngressRule> byText(Collection<IngressRule> rules) {
    Map<String, IngressRule> byText = new TreeMap<>();
    rules.forEach(rule -> byText.putIfAbsent(rule.text(), rule));
    return byText;
  }
}
