package dev.weir.aws.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.wafv2.Wafv2Client;
import software.amazon.awssdk.utils.builder.Buildable;

/// Every operation in both directions through the real SDK client: a random request is decoded to
/// an equal one, a random response is encoded so that the client decodes an equal one, and every
/// request's signature verifies.
///
/// The seed is 42; `-Dseed=` sets another.
class RoundTripTest {
  private static final Protocol QUERY = new Protocol.Query("http://example.com/doc/");
  private static final Protocol EC2 = new Protocol.Ec2Query("http://example.com/doc/");
  private static final Protocol JSON = new Protocol.Json("ValidationException");
  private static final Set<String> EC2_OPERATIONS =
      Set.of(
          "describeVpcs",
          "describeSubnets",
          "describeRouteTables",
          "describeInternetGateways",
          "describeAvailabilityZones",
          "describeSecurityGroups",
          "createSecurityGroup",
          "deleteSecurityGroup",
          "authorizeSecurityGroupIngress",
          "authorizeSecurityGroupEgress",
          "revokeSecurityGroupIngress",
          "revokeSecurityGroupEgress",
          "describeSecurityGroupRules",
          "createTags",
          "deleteTags",
          "describeTags",
          "describeInstances",
          "describeNetworkInterfaces",
          "modifyNetworkInterfaceAttribute",
          "describeAccountAttributes",
          "describeCoipPools",
          "getCoipPoolUsage");

  private static final Echo ECHO = new Echo();

  @AfterAll
  static void stop() {
    ECHO.server.stop(0);
  }

  @TestFactory
  Stream<DynamicTest> elasticLoadBalancing() {
    List<DynamicTest> tests =
        tests(
                ElasticLoadBalancingV2Client.class,
                client(ElasticLoadBalancingV2Client.builder()),
                QUERY)
            .toList();
    assertThat(tests).hasSize(51);
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> ec2() {
    List<DynamicTest> tests =
        tests(Ec2Client.class, client(Ec2Client.builder()), EC2)
            .filter(test -> EC2_OPERATIONS.contains(test.getDisplayName()))
            .toList();
    assertThat(tests).hasSize(EC2_OPERATIONS.size());
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> certificateManager() {
    return tests(AcmClient.class, client(AcmClient.builder()), JSON);
  }

  @TestFactory
  Stream<DynamicTest> wafV2() {
    return tests(Wafv2Client.class, client(Wafv2Client.builder()), JSON);
  }

  private static <C> Stream<DynamicTest> tests(Class<C> type, C client, Protocol protocol) {
    return Arrays.stream(type.getMethods())
        .filter(method ->
            method.getParameterCount() == 1
                && SdkPojo.class.isAssignableFrom(method.getParameterTypes()[0])
                && SdkPojo.class.isAssignableFrom(method.getReturnType()))
        .sorted(Comparator.comparing(Method::getName))
        .map(method ->
            DynamicTest.dynamicTest(method.getName(), () -> roundTrip(client, method, protocol)));
  }

  private static void roundTrip(Object client, Method method, Protocol protocol) throws Exception {
    RandomPojos random = new RandomPojos(Long.getLong("seed", 42) + method.getName().hashCode());
    Object request = random.build(builder(method.getParameterTypes()[0]));
    SdkPojo response = (SdkPojo) random.build(builder(method.getReturnType()));
    ECHO.expect(protocol, builder(method.getParameterTypes()[0]), response);

    Object received = method.invoke(client, request);

    assertThat(ECHO.failures).isEmpty();
    assertThat(ECHO.decoded).isEqualTo(request);
    assertThat(((SdkPojo) received).equalsBySdkFields(response))
        .as("sent %s, received %s", response, received)
        .isTrue();
  }

  private static SdkPojo builder(Class<?> type) throws Exception {
    return (SdkPojo) type.getMethod("builder").invoke(null);
  }

  private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
      B builder) {
    return builder
        .endpointOverride(URI.create("http://127.0.0.1:" + ECHO.server.getAddress().getPort()))
        .region(Region.EU_WEST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
        .overrideConfiguration(
            configuration -> configuration.retryStrategy(DefaultRetryStrategy.doNotRetry()))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  /// Decodes what it gets and answers what it is told to.
  private static final class Echo {
    final HttpServer server;
    final SignatureVerifier verifier =
        new SignatureVerifier(
            List.of(new Credentials("key", "secret")), java.time.Clock.systemUTC());
    final List<String> failures = new ArrayList<>();
    volatile Protocol protocol = QUERY;
    volatile SdkPojo builder;
    volatile SdkPojo response;
    volatile Object decoded;

    Echo() {
      try {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
      server.createContext("/", this::answer);
      server.start();
    }

    void expect(Protocol newProtocol, SdkPojo newBuilder, SdkPojo newResponse) {
      failures.clear();
      protocol = newProtocol;
      builder = newBuilder;
      response = newResponse;
    }

    private void answer(HttpExchange exchange) throws IOException {
      WireResponse answer;
      try {
        WireRequest request =
            new WireRequest(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                exchange.getRequestURI().getRawQuery() == null
                    ? ""
                    : exchange.getRequestURI().getRawQuery(),
                exchange.getRequestHeaders(),
                exchange.getRequestBody().readAllBytes());
        verifier.verify(request);
        decoded = decode(request);
        String action = request.form().text("Action");
        answer = protocol.write(action == null ? "" : action, response, "request-id");
      } catch (RuntimeException e) {
        failures.add(e.toString());
        answer = protocol.writeError(AwsError.of("Failed", e.toString()), "request-id");
      }
      exchange.getResponseHeaders().add("Content-Type", answer.contentType());
      exchange.sendResponseHeaders(answer.status(), answer.bytes().length);
      exchange.getResponseBody().write(answer.bytes());
      exchange.close();
    }

    /// Leaves out the check of required members: deep in a random request some are missing.
    private Object decode(WireRequest request) {
      return switch (protocol) {
        case Protocol.Query _ -> new QueryReader(false).read(builder, request.form());
        case Protocol.Ec2Query _ -> new QueryReader(true).read(builder, request.form());
        case Protocol.Json _ ->
            new JsonReader()
                .read(builder, new tools.jackson.databind.ObjectMapper().readTree(request.body()));
      };
    }
  }

  /// Builds what a builder builds; kept here so that the cast is in one place.
  static Object build(SdkPojo builder) {
    return ((Buildable) builder).build();
  }
}
