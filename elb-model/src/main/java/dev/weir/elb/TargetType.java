package dev.weir.elb;

/// What a target's id is.
public enum TargetType {
  INSTANCE("instance"),
  IP("ip"),
  LAMBDA("lambda"),
  ALB("alb");

  private final String wire;

  TargetType(String wire) {
    this.wire = wire;
  }

  public String wire() {
    return wire;
  }
}
