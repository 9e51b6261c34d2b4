package dev.weir.planner.report;

/// A limit of AWS that a plan must stay within. The numbers are the default quotas and fixed limits
/// that AWS documents for Elastic Load Balancing and VPC; those marked adjustable can be raised by
/// AWS.
enum Limit {
  RULES(
      100,
      "listener rules (default rules not counted)",
      "merge paths into fewer rules or move Ingresses to another group; the quota is adjustable"),
  TARGET_GROUPS(100, "target groups", "move Ingresses to another group; the quota is adjustable"),
  LISTENERS(50, "listeners", "open fewer ports; the quota is adjustable"),
  CERTIFICATES(
      25,
      "certificates besides the default one",
      "use certificates with more names or wildcards; the quota is adjustable"),
  CONDITION_VALUES(
      5,
      "condition values in one rule",
      "split the conditions over several Ingress paths or hosts; the limit is fixed"),
  CONDITION_WILDCARDS(
      6, "wildcards in one rule", "use fewer * and ? in the rule's values; the limit is fixed"),
  TARGETS(
      1000,
      "targets in one target group",
      "use fewer pods or split the Service; the quota is adjustable"),
  TARGET_GROUPS_PER_ACTION(
      5, "target groups in one forward action", "forward to fewer Services; the limit is fixed"),
  SECURITY_GROUP_RULES(
      60,
      "inbound rules of one address family in one security group",
      "use prefix lists or fewer address blocks; the quota is adjustable"),
  NAME_LENGTH(32, "characters in a name", "choose a shorter name; the limit is fixed");

  private final int maximum;
  private final String subject;
  private final String advice;

  Limit(int maximum, String subject, String advice) {
    this.maximum = maximum;
    this.subject = subject;
    this.advice = advice;
  }

  int maximum() {
    return maximum;
  }

  String subject() {
    return subject;
  }

  String advice() {
    return advice;
  }
}
