package dev.weir.aws.objects;

import dev.weir.aws.wire.AwsError;
import dev.weir.aws.wire.AwsException;
import dev.weir.aws.wire.Signature;
import dev.weir.aws.wire.StreamedBody;
import dev.weir.aws.wire.WireRequest;
import dev.weir.aws.wire.WireResponse;
import dev.weir.aws.wire.XmlWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/// As much of the S3 REST API as brings a certificate bundle to a trust store: buckets are made and
/// listed, objects are put, read, listed and deleted. Both forms of address work, `/bucket/key` and
/// the bucket as the first label of the host.
///
/// ```
/// aws s3 mb s3://trust && aws s3 cp ca.pem s3://trust/ca.pem
/// ```
public final class ObjectApi {
  private final ObjectDirectory objects;
  private final ObjectListing listing;

  public ObjectApi(ObjectDirectory objects) {
    this.objects = objects;
    this.listing = new ObjectListing(objects);
  }

  /// Whether a request that names no operation of another API is for S3.
  public static boolean isFor(WireRequest request) {
    if (request.header("x-amz-target").isPresent() || request.form().text("Action") != null) {
      return false;
    }
    Optional<Signature> signature = Signature.of(request);
    return signature.isPresent()
        ? signature.get().service().equals("s3")
        : !request.method().equals("POST") && !request.rawPath().equals("/");
  }

  public WireResponse answer(WireRequest request, String requestId) {
    try {
      Place place = Place.of(request);
      if (place.bucket().isEmpty()) {
        return listing.buckets();
      }
      return place.key().isEmpty() ? bucket(place, request) : object(place, request);
    } catch (AwsException e) {
      return error(e.error(), requestId);
    } catch (IOException | UncheckedIOException e) {
      return error(new AwsError("InternalError", 500, "The object's file: " + e), requestId);
    }
  }

  /// An error in the form that S3 has of its own.
  public static WireResponse error(AwsError error, String requestId) {
    XmlWriter xml =
        new XmlWriter("member")
            .open("Error")
            .element("Code", error.code())
            .element("Message", error.message())
            .element("RequestId", requestId)
            .close("Error");
    return WireResponse.applicationXml(error.status(), xml.toString());
  }

  /// What a request is about.
  ///
  /// @param bucket empty for the service itself
  /// @param key empty for the bucket itself
  private record Place(String bucket, String key) {
    private static final Set<String> NOT_A_BUCKET = Set.of("s3", "www");

    static Place of(WireRequest request) {
      String path = request.rawPath().replaceFirst("^/+", "");
      String host = request.header("host").orElse("").replaceFirst(":\\d+$", "");
      Optional<String> named = bucketOf(host);
      if (named.isPresent()) {
        return new Place(named.get(), decoded(path));
      }
      int slash = path.indexOf('/');
      return slash < 0
          ? new Place(decoded(path), "")
          : new Place(decoded(path.substring(0, slash)), decoded(path.substring(slash + 1)));
    }

    private static Optional<String> bucketOf(String host) {
      if (!host.endsWith(".localhost")) {
        return Optional.empty();
      }
      String first = host.substring(0, host.indexOf('.'));
      return NOT_A_BUCKET.contains(first) ? Optional.empty() : Optional.of(first);
    }

    private static String decoded(String text) {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
  }

  private WireResponse bucket(Place place, WireRequest request) throws IOException {
    String bucket = place.bucket();
    switch (request.method()) {
      case "PUT" -> {
        if (!bucket.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]") || bucket.contains("..")) {
          throw refused("InvalidBucketName", 400, "The specified bucket is not valid.");
        }
        objects.createBucket(bucket);
        return empty(200).with("Location", "/" + bucket);
      }
      case "GET", "HEAD" -> {
        checkBucket(bucket);
        return request.method().equals("HEAD") ? empty(200) : listing.objects(bucket, request);
      }
      case "DELETE" -> {
        checkBucket(bucket);
        if (!objects.objects(bucket).isEmpty()) {
          throw refused("BucketNotEmpty", 409, "The bucket you tried to delete is not empty");
        }
        Path directory = objects.file(bucket, "x").orElseThrow().resolveSibling("");
        Files.delete(directory);
        return empty(204);
      }
      default -> throw unsupported();
    }
  }

  private WireResponse object(Place place, WireRequest request) throws IOException {
    checkBucket(place.bucket());
    Path file =
        objects
            .file(place.bucket(), place.key())
            .orElseThrow(() -> refused("InvalidURI", 400, "Couldn't parse the specified URI."));
    switch (request.method()) {
      case "PUT" -> {
        if (request.header("x-amz-copy-source").isPresent()) {
          throw unsupported();
        }
        byte[] contents = StreamedBody.decoded(request);
        objects.write(file, contents);
        return empty(200).with("ETag", ObjectListing.etag(contents));
      }
      case "GET", "HEAD" -> {
        byte[] contents =
            objects
                .read(place.bucket(), place.key())
                .orElseThrow(() -> refused("NoSuchKey", 404, "The specified key does not exist."));
        return WireResponse.of(200, "binary/octet-stream", contents)
            .with("ETag", ObjectListing.etag(contents))
            .with("Last-Modified", ObjectListing.httpDate(file));
      }
      case "DELETE" -> {
        Files.deleteIfExists(file);
        return empty(204);
      }
      default -> throw unsupported();
    }
  }

  private void checkBucket(String bucket) {
    if (!objects.hasBucket(bucket)) {
      throw refused("NoSuchBucket", 404, "The specified bucket does not exist");
    }
  }

  private static AwsException unsupported() {
    return refused(
        "NotImplemented",
        501,
        "Weir's S3 puts, gets, lists and deletes whole objects; this request is none of these.");
  }

  private static AwsException refused(String code, int status, String message) {
    return new AwsException(new AwsError(code, status, message));
  }

  private static WireResponse empty(int status) {
    return WireResponse.of(status, "application/xml", new byte[0]);
  }
}
