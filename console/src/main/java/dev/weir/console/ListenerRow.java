package dev.weir.console;

import java.util.List;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;

/// A listener with its rules, for the page of its load balancer.
public record ListenerRow(Listener listener, List<Rule> rules) {
  public ListenerRow {
    rules = List.copyOf(rules);
  }

  /// `HTTP:80`.
  public String title() {
    return listener.protocolAsString() + ":" + listener.port();
  }

  /// The default action in words.
  public List<Words.Line> defaultAction() {
    return Words.actions(listener.defaultActions());
  }

  /// The default certificate's ARN; empty when there is none.
  public String certificate() {
    return listener.certificates().isEmpty()
        ? ""
        : listener.certificates().getFirst().certificateArn();
  }

  /// Where a browser opens the listener at its load balancer's DNS name.
  public String url(String dnsName) {
    String scheme = "HTTPS".equals(listener.protocolAsString()) ? "https" : "http";
    boolean usual = listener.port() == (scheme.equals("https") ? 443 : 80);
    return scheme + "://" + dnsName + (usual ? "" : ":" + listener.port()) + "/";
  }
}
