package dev.weir.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.aws.wire.Credentials;
import dev.weir.store.StoreConfig;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;

/// What an endpoint that knows its callers answers to signatures that are not right: each family of
/// APIs in its own words, as the SDKs understand them.
class SignaturesTest {
  private static final String MISMATCH =
      "The request signature we calculated does not match the signature you provided. Check your"
          + " AWS Secret Access Key and signing method. Consult the service documentation for"
          + " details.";

  private static final String NOT_ABLE =
      "<Message>AWS was not able to validate the provided access credentials</Message>";

  @TempDir Path directory;

  @Test
  void aWrongSecret() throws Exception {
    try (LocalAws aws = start(Duration.ZERO)) {
      refused(403, "SignatureDoesNotMatch", MISMATCH, () -> elb(aws, "key", "wrong"));
      assertThat(answers(401, "AuthFailure", ec2Call(aws, "key", "wrong"))).contains(NOT_ABLE);
      refused(400, "InvalidSignatureException", MISMATCH, () -> acm(aws, "key", "wrong"));
    }
  }

  @Test
  void anUnknownAccessKey() throws Exception {
    String invalid = "The security token included in the request is invalid.";
    try (LocalAws aws = start(Duration.ZERO)) {
      refused(403, "InvalidClientTokenId", invalid, () -> elb(aws, "nobody", "secret"));
      assertThat(answers(401, "AuthFailure", ec2Call(aws, "nobody", "x"))).contains(NOT_ABLE);
      refused(400, "UnrecognizedClientException", invalid, () -> acm(aws, "nobody", "secret"));
    }
  }

  @Test
  void clocksThatDiffer() {
    try (LocalAws aws = start(Duration.ofMinutes(6))) {
      refusedLike(
          "SignatureDoesNotMatch",
          "Signature expired: \\d{8}T\\d{6}Z is now earlier than \\d{8}T\\d{6}Z"
              + " \\(\\d{8}T\\d{6}Z - 5 min\\.\\)",
          () -> elb(aws, "key", "secret"));
      refused(400, "RequestExpired", "Request has expired.", () -> ec2(aws, "key", "secret"));
      refusedLike(
          "InvalidSignatureException", "Signature expired: .*", () -> acm(aws, "key", "secret"));
    }
    try (LocalAws aws = start(Duration.ofMinutes(-6))) {
      refusedLike(
          "SignatureDoesNotMatch",
          "Signature not yet current: \\d{8}T\\d{6}Z is still later than \\d{8}T\\d{6}Z"
              + " \\(\\d{8}T\\d{6}Z \\+ 5 min\\.\\)",
          () -> elb(aws, "key", "secret"));
    }
    try (LocalAws aws = start(Duration.ofMinutes(4))) {
      elb(aws, "key", "secret");
    }
  }

  @Test
  void requestsThatAreNotTheSignedOnes() throws Exception {
    try (LocalAws aws = start(Duration.ZERO)) {
      assertThat(call(aws).send().statusCode()).isEqualTo(200);
      answers(
          403,
          "SignatureDoesNotMatch",
          call(aws).withBody("Action=DescribeTargetGroups&Version=2015-12-01"));
      answers(403, "SignatureDoesNotMatch", call(aws).without("X-Test"));
      answers(403, "SignatureDoesNotMatch", call(aws).replacing("X-Test", "a", "b"));
      assertThat(
              answers(
                  403, "SignatureDoesNotMatch", call(aws).replacing("Authorization", "host;", "")))
          .contains("'Host' or ':authority' must be a 'SignedHeader'");
      assertThat(
              answers(
                  403,
                  "SignatureDoesNotMatch",
                  call(aws).replacing("Authorization", "aws4_request", "aws5_request")))
          .contains("Credential should be scoped with a valid terminator");
      answers(403, "MissingAuthenticationToken", call(aws).without("Authorization"));
      answers(403, "IncompleteSignature", call(aws).replacing("Authorization", "/eu-west-1", ""));
      answers(403, "IncompleteSignature", call(aws).without("X-Amz-Date"));
      answers(
          403,
          "SignatureDoesNotMatch",
          SignedExchange.elb(
              aws, s -> s.putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false)));
    }
  }

  @Test
  void actionsThatDoNotExist() throws Exception {
    try (LocalAws aws = LocalAws.start()) {
      assertThat(answers(400, "InvalidAction", unsigned(aws, "Fly", "2015-12-01")))
          .contains("Could not find operation Fly for version 2015-12-01.");
      assertThat(answers(400, "InvalidAction", unsigned(aws, "Fly", "2016-11-15")))
          .contains("The action Fly is not valid for this web service.");
      answers(400, "MissingAction", unsigned(aws, "", "2015-12-01"));
    }
  }

  @Test
  void objectsAreSentInEveryWayOfSigning() throws Exception {
    try (LocalAws aws = start(Duration.ZERO)) {
      Files.createDirectories(directory.resolve("bucket"));
      put(aws, "whole", true, false);
      put(aws, "unsigned", false, false);
      SignedExchange chunked = put(aws, "chunked", true, true);
      assertThat(chunked.body()).contains(";chunk-signature=");

      SignedExchange chunk = object(aws, "changed", true, true);
      answers(
          403, "SignatureDoesNotMatch", chunk.withBody(chunk.body().replace("text of", "test of")));
      SignedExchange other = object(aws, "changed", true, false);
      answers(
          400, "XAmzContentSHA256Mismatch", other.withBody(other.body().replace("text", "test")));
      assertThat(directory.resolve("bucket/changed")).doesNotExist();
    }
  }

  @Test
  void aPresignedUrlGivesTheObjectUntilItExpires() throws Exception {
    Files.createDirectories(directory.resolve("bucket"));
    Files.writeString(directory.resolve("bucket/a file"), "contents");
    Files.writeString(directory.resolve("bucket/b file"), "others");
    try (LocalAws aws = start(Duration.ZERO)) {
      assertThat(presigned(aws).send().body()).isEqualTo("contents");
      answers(403, "SignatureDoesNotMatch", presigned(aws).replacingInUri("a%20file", "b%20file"));
      answers(403, "InvalidAccessKeyId", presigned(aws).replacingInUri("=key", "=nobody"));
    }
    try (LocalAws aws = start(Duration.ofSeconds(61))) {
      assertThat(answers(403, "AccessDenied", presigned(aws))).contains("Request has expired");
    }
  }

  private static SignedExchange presigned(LocalAws aws) {
    return SignedExchange.s3(
        aws,
        "GET",
        "/bucket/a%20file",
        "",
        s ->
            s.putProperty(AwsV4HttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING)
                .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false)
                .putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, Duration.ofMinutes(1)));
  }

  private SignedExchange put(LocalAws aws, String name, boolean signed, boolean chunked)
      throws Exception {
    SignedExchange exchange = object(aws, name, signed, chunked);
    HttpResponse<String> answer = exchange.send();
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(directory.resolve("bucket").resolve(name)).hasContent("The text of " + name);
    return exchange;
  }

  private static SignedExchange object(LocalAws aws, String name, boolean signed, boolean chunked) {
    return SignedExchange.s3(
        aws,
        "PUT",
        "/bucket/" + name,
        "The text of " + name,
        s ->
            s.putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, signed)
                .putProperty(AwsV4HttpSigner.CHUNK_ENCODING_ENABLED, chunked));
  }

  private static SignedExchange call(LocalAws aws) {
    return SignedExchange.elb(aws, s -> {});
  }

  /// Not through the SDK's client over the JDK's old one: that one hides the body of a 401.
  private static SignedExchange ec2Call(LocalAws aws, String key, String secret) {
    return SignedExchange.query(
        aws,
        "ec2",
        "Action=DescribeVpcs&Version=2016-11-15",
        s -> s.identity(AwsCredentialsIdentity.create(key, secret)));
  }

  private static SignedExchange unsigned(LocalAws aws, String action, String version) {
    String form = action.isEmpty() ? "" : "Action=" + action + "&";
    return call(aws).without("Authorization").withBody(form + "Version=" + version);
  }

  private static String answers(int status, String code, SignedExchange exchange) throws Exception {
    HttpResponse<String> answer = exchange.send();
    assertThat(answer.body()).contains("<Code>" + code + "</Code>");
    assertThat(answer.statusCode()).isEqualTo(status);
    return answer.body();
  }

  private static void elb(LocalAws aws, String key, String secret) {
    try (var client = client(aws, ElasticLoadBalancingV2Client.builder(), key, secret)) {
      client.describeLoadBalancers();
    }
  }

  private static void ec2(LocalAws aws, String key, String secret) {
    try (var client = client(aws, Ec2Client.builder(), key, secret)) {
      client.describeVpcs();
    }
  }

  private static void acm(LocalAws aws, String key, String secret) {
    try (var client = client(aws, AcmClient.builder(), key, secret)) {
      client.listCertificates();
    }
  }

  private static <
          C,
          B extends
              software.amazon.awssdk.awscore.client.builder.AwsClientBuilder<B, C>
                  & software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder<B, C>>
      C client(LocalAws aws, B builder, String key, String secret) {
    return aws.client(
        builder, StaticCredentialsProvider.create(AwsBasicCredentials.create(key, secret)));
  }

  private static void refused(int status, String code, String message, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            AwsServiceException.class,
            e -> {
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
              assertThat(e.awsErrorDetails().errorMessage()).isEqualTo(message);
              assertThat(e.statusCode()).isEqualTo(status);
            });
  }

  private static void refusedLike(String code, String pattern, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            AwsServiceException.class,
            e -> {
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
              assertThat(e.awsErrorDetails().errorMessage()).matches(pattern);
            });
  }

  /// An endpoint that knows one key, and whose clock is ahead of its callers' by this much.
  private LocalAws start(Duration ahead) {
    Clock clock = Clock.offset(Clock.systemUTC(), ahead);
    AwsApiConfig config =
        AwsApiConfig.onPort(0)
            .withCredentials(new Credentials("key", "secret"))
            .withObjects(directory);
    return LocalAws.start(
        StoreConfig.inMemory().withClock(clock), config, (_, _) -> Optional.empty());
  }
}
