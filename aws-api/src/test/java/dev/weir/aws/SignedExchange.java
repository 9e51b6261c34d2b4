package dev.weir.aws;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/// A request that the SDK's own signer has signed, to be changed before it is sent. It is signed as
/// for TLS, because the signer leaves no body unsigned without; the scheme is no part of a
/// signature.
final class SignedExchange {
  /// The JDK's client sets these itself, to what the SDK signed.
  private static final Set<String> OWN = Set.of("host", "content-length");

  private final String method;
  private URI uri;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private byte[] body;

  private SignedExchange(String method, URI uri, byte[] body) {
    this.method = method;
    this.uri = uri;
    this.body = body;
  }

  /// A call of the ELBv2 API.
  static SignedExchange elb(
      LocalAws aws, Consumer<SignRequest.Builder<AwsCredentialsIdentity>> settings) {
    String form = "Action=DescribeLoadBalancers&Version=2015-12-01";
    return query(aws, "elasticloadbalancing", form, settings);
  }

  /// A call of a Query API.
  static SignedExchange query(
      LocalAws aws,
      String service,
      String form,
      Consumer<SignRequest.Builder<AwsCredentialsIdentity>> settings) {
    SdkHttpFullRequest.Builder request =
        SdkHttpFullRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(aws.endpoint().resolve("/"))
            .putHeader("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
            .putHeader("X-Test", "a  b");
    return signed(request, service, form, settings);
  }

  /// A request for an object.
  static SignedExchange s3(
      LocalAws aws,
      String method,
      String path,
      String contents,
      Consumer<SignRequest.Builder<AwsCredentialsIdentity>> settings) {
    SdkHttpFullRequest.Builder request =
        SdkHttpFullRequest.builder()
            .method(SdkHttpMethod.fromValue(method))
            .uri(aws.endpoint().resolve(path))
            .putHeader("x-amz-content-sha256", "required")
            .putHeader("Content-Length", Integer.toString(contents.length()));
    return signed(
        request,
        "s3",
        contents,
        settings.andThen(s ->
            s.putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)));
  }

  private static SignedExchange signed(
      SdkHttpFullRequest.Builder request,
      String service,
      String contents,
      Consumer<SignRequest.Builder<AwsCredentialsIdentity>> settings) {
    SignedRequest signed =
        AwsV4HttpSigner.create()
            .sign(s -> {
              if (!contents.isEmpty()) {
                s.payload(
                    ContentStreamProvider.fromByteArray(contents.getBytes(StandardCharsets.UTF_8)));
              }
              s.identity(AwsCredentialsIdentity.create("key", "secret"))
                  .request(request.protocol("https").build())
                  .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                  .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-west-1");
              settings.accept(s);
            });
    SdkHttpRequest sent = signed.request();
    byte[] body = signed.payload().map(SignedExchange::bytes).orElse(new byte[0]);
    URI uri = URI.create(sent.getUri().toString().replaceFirst("^https", "http"));
    SignedExchange exchange = new SignedExchange(sent.method().name(), uri, body);
    for (Map.Entry<String, List<String>> header : sent.headers().entrySet()) {
      exchange.headers.put(header.getKey(), header.getValue().getFirst());
    }
    return exchange;
  }

  private static byte[] bytes(ContentStreamProvider contents) {
    try (InputStream in = contents.newStream()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  String body() {
    return new String(body, StandardCharsets.UTF_8);
  }

  SignedExchange withBody(String other) {
    body = other.getBytes(StandardCharsets.UTF_8);
    return this;
  }

  SignedExchange without(String header) {
    headers.remove(header);
    return this;
  }

  /// Changes a header that is there.
  SignedExchange replacing(String header, String from, String to) {
    headers.compute(header, (_, value) -> value.replace(from, to));
    return this;
  }

  SignedExchange replacingInUri(String from, String to) {
    uri = URI.create(uri.toString().replace(from, to));
    return this;
  }

  HttpResponse<String> send() throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.ofByteArray(body));
    headers.forEach((name, value) -> {
      if (!OWN.contains(name.toLowerCase(java.util.Locale.ROOT))) {
        request.header(name, value);
      }
    });
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }
}
