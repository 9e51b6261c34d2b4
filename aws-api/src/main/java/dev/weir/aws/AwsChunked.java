package dev.weir.aws;

import io.helidon.http.encoding.ContentDecoder;
import io.helidon.http.encoding.ContentEncoder;
import io.helidon.http.encoding.ContentEncoding;
import java.util.Set;

/// The content encoding in which S3 clients send an object in chunks. The web server must know it,
/// or it refuses the request; the chunks are read with the object.
record AwsChunked() implements ContentEncoding {
  private static final String NAME = "aws-chunked";

  @Override
  public Set<String> ids() {
    return Set.of(NAME);
  }

  @Override
  public boolean supportsEncoding() {
    return false;
  }

  @Override
  public boolean supportsDecoding() {
    return true;
  }

  @Override
  public ContentDecoder decoder() {
    return ContentDecoder.NO_OP;
  }

  @Override
  public ContentEncoder encoder() {
    return ContentEncoder.NO_OP;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String type() {
    return NAME;
  }
}
