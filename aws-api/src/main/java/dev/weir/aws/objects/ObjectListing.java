package dev.weir.aws.objects;

import dev.weir.aws.wire.WireRequest;
import dev.weir.aws.wire.WireResponse;
import dev.weir.aws.wire.XmlWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/// What S3 tells about buckets and objects.
final class ObjectListing {
  private static final String NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final ObjectDirectory objects;

  ObjectListing(ObjectDirectory objects) {
    this.objects = objects;
  }

  WireResponse buckets() throws IOException {
    XmlWriter xml =
        new XmlWriter("member").open("ListAllMyBucketsResult", NAMESPACE).open("Buckets");
    for (String bucket : objects.buckets()) {
      Path directory = objects.file(bucket, "x").orElseThrow().resolveSibling("");
      xml.open("Bucket")
          .element("Name", bucket)
          .element("CreationDate", TIMESTAMP.format(changed(directory)))
          .close("Bucket");
    }
    return xml(xml.close("Buckets").close("ListAllMyBucketsResult"));
  }

  /// All objects at once: `max-keys` is not needed for what a laptop's directory holds.
  WireResponse objects(String bucket, WireRequest request) throws IOException {
    if (request.form().text("location") != null) {
      return xml(
          new XmlWriter("member")
              .open("LocationConstraint", NAMESPACE)
              .close("LocationConstraint"));
    }
    String prefix = text(request, "prefix");
    String delimiter = text(request, "delimiter");
    Set<String> groups = new LinkedHashSet<>();
    XmlWriter contents = new XmlWriter("member");
    int count = 0;
    for (ObjectDirectory.Listed object : objects.objects(bucket)) {
      if (!object.key().startsWith(prefix)) {
        continue;
      }
      int end = delimiter.isEmpty() ? -1 : object.key().indexOf(delimiter, prefix.length());
      if (end >= 0) {
        groups.add(object.key().substring(0, end + delimiter.length()));
        continue;
      }
      count++;
      write(contents, object);
    }
    XmlWriter xml =
        new XmlWriter("member")
            .open("ListBucketResult", NAMESPACE)
            .element("Name", bucket)
            .element("Prefix", prefix)
            .element("KeyCount", Integer.toString(count + groups.size()))
            .element("MaxKeys", "1000")
            .element("IsTruncated", "false")
            .raw(contents);
    for (String group : groups) {
      xml.open("CommonPrefixes").element("Prefix", group).close("CommonPrefixes");
    }
    return xml(xml.close("ListBucketResult"));
  }

  private static void write(XmlWriter xml, ObjectDirectory.Listed object) throws IOException {
    xml.open("Contents")
        .element("Key", object.key())
        .element("LastModified", TIMESTAMP.format(changed(object.file())))
        .element("ETag", etag(Files.readAllBytes(object.file())))
        .element("Size", Long.toString(Files.size(object.file())))
        .element("StorageClass", "STANDARD")
        .close("Contents");
  }

  private static String text(WireRequest request, String parameter) {
    String text = request.form().text(parameter);
    return text == null ? "" : text;
  }

  private static Instant changed(Path file) throws IOException {
    return Files.getLastModifiedTime(file).toInstant();
  }

  static String httpDate(Path file) throws IOException {
    return HTTP_DATE.format(changed(file));
  }

  /// S3's entity tag of an object that was put in one piece: its MD5 digest in quotes.
  static String etag(byte[] contents) {
    try {
      byte[] digest = MessageDigest.getInstance("MD5").digest(contents);
      return "\"" + HexFormat.of().formatHex(digest) + "\"";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static WireResponse xml(XmlWriter xml) {
    return WireResponse.applicationXml(200, xml.toString());
  }
}
