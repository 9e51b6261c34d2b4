package dev.weir.proxy.http1;

/// How dangerous a request is that other parsers might read differently, from least to most
/// (Application Load Balancer guide, desync mitigation mode).
public enum DesyncClass {
  COMPLIANT(""),
  ACCEPTABLE("Acceptable"),
  AMBIGUOUS("Ambiguous"),
  SEVERE("Severe");

  private final String logged;

  DesyncClass(String logged) {
    this.logged = logged;
  }

  /// As in the access log; empty when compliant.
  public String logged() {
    return logged;
  }
}
