package dev.weir.aws;

import dev.weir.aws.wire.Credentials;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// How the AWS endpoint is set up.
///
/// @param address the address to bind
/// @param port the port to bind; 0 picks a free one
/// @param credentials when there are any, every request must be signed with one of them; when there
///   are none, every request is accepted
/// @param objects the directory that stands for S3: the object `key` of bucket `bucket` is the file
///   `bucket/key` in it. Trust stores read their certificates and revocation lists there.
public record AwsApiConfig(
    String address, int port, List<Credentials> credentials, Optional<Path> objects) {
  public AwsApiConfig {
    credentials = List.copyOf(credentials);
  }

  /// A port on 127.0.0.1 that accepts every request.
  public static AwsApiConfig onPort(int port) {
    return new AwsApiConfig("127.0.0.1", port, List.of(), Optional.empty());
  }

  public AwsApiConfig withCredentials(Credentials... required) {
    return new AwsApiConfig(address, port, List.of(required), objects);
  }

  public AwsApiConfig withObjects(Path directory) {
    return new AwsApiConfig(address, port, credentials, Optional.of(directory));
  }
}
