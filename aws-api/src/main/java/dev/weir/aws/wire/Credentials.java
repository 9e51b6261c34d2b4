package dev.weir.aws.wire;

/// A key pair that requests are signed with.
public record Credentials(String accessKeyId, String secretAccessKey) {
  @Override
  public String toString() {
    return "Credentials[" + accessKeyId + "]";
  }
}
