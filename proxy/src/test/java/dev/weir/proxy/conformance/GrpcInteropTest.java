package dev.weir.proxy.conformance;

import static dev.weir.proxy.Snapshots.forward;

import dev.weir.elb.AddressBook;
import dev.weir.elb.Certificate;
import dev.weir.elb.ListenerProtocol;
import dev.weir.elb.ProtocolVersion;
import dev.weir.elb.TargetGroupProtocol;
import dev.weir.proxy.Proxy;
import dev.weir.proxy.ProxyConfig;
import dev.weir.proxy.Snapshots;
import dev.weir.proxy.TestCertificates;
import io.grpc.ManagedChannelBuilder;
import io.grpc.ServerBuilder;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.testing.integration.AbstractInteropTest;
import java.io.ByteArrayInputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.junit.AfterClass;
import org.junit.Assume;
import org.junit.BeforeClass;

/// gRPC's own interoperability cases: a grpc-java client, an HTTPS listener, a GRPC target group, a
/// grpc-java server.
public class GrpcInteropTest extends AbstractInteropTest {
  private static final String ADDRESS = "127.0.5.22";
  private static final int PORT = 18795;

  private static Proxy proxy;
  private static Certificate certificate;
  private static String authority;
  private static int serverPort;

  @BeforeClass
  public static void startProxy() throws Exception {
    TestCertificates certificates = new TestCertificates();
    certificate = certificates.issue("a", "grpc.example.com", "EC");
    authority = certificates.caPem();
    try (var free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      serverPort = free.getLocalPort();
    }
    proxy =
        Proxy.start(ProxyConfig.plain(AddressBook.IDENTITY).withEventLoops(1).withFrontDoor(null));
  }

  @AfterClass
  public static void stopProxy() {
    proxy.close();
  }

  @Override
  protected ServerBuilder<?> getServerBuilder() {
    return NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", serverPort))
        .maxInboundMessageSize(MAX_MESSAGE_SIZE);
  }

  @Override
  protected ManagedChannelBuilder<?> createChannelBuilder() {
    var applied =
        proxy.apply(
            new Snapshots()
                .loadBalancer("lb", ADDRESS, Map.of())
                .certificate(certificate)
                .listener(
                    "lb",
                    PORT,
                    ListenerProtocol.HTTPS,
                    List.of(certificate.arn()),
                    "",
                    Map.of(),
                    forward("pods"))
                .group("pods", TargetGroupProtocol.HTTP, ProtocolVersion.GRPC, serverPort)
                .build());
    Assume.assumeTrue(applied.failures().toString(), applied.failures().isEmpty());
    try {
      return NettyChannelBuilder.forAddress(new InetSocketAddress(ADDRESS, PORT))
          .overrideAuthority("grpc.example.com")
          .maxInboundMessageSize(MAX_MESSAGE_SIZE)
          .sslContext(
              GrpcSslContexts.forClient()
                  .trustManager(
                      new ByteArrayInputStream(authority.getBytes(StandardCharsets.US_ASCII)))
                  .build());
    } catch (SSLException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The load balancer is what client and server see of each other.
  @Override
  public void getServerAddressAndLocalAddressFromClient() {}

  @Override
  protected int operationTimeoutMillis() {
    return 50_000;
  }

  @Override
  protected boolean metricsExpected() {
    return false;
  }
}
