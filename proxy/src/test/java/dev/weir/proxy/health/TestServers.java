package dev.weir.proxy.health;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2StreamFrame;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Targets with TLS and HTTP/2, their certificates expired and self-signed.
public final class TestServers {
  private TestServers() {}

  /// A server that runs until it is closed.
  public interface Running extends AutoCloseable {
    int port();

    default String lastRequest() {
      return "";
    }

    @Override
    void close();
  }

  public static KeyManagerFactory expiredCertificate() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair pair = generator.generateKeyPair();
    X500Name name = new X500Name("CN=expired.test");
    var builder =
        new JcaX509v3CertificateBuilder(
            name,
            BigInteger.ONE,
            Date.from(Instant.parse("2020-01-01T00:00:00Z")),
            Date.from(Instant.parse("2021-01-01T00:00:00Z")),
            name,
            pair.getPublic());
    X509Certificate certificate =
        new JcaX509CertificateConverter()
            .getCertificate(
                builder.build(
                    new JcaContentSignerBuilder("SHA256withRSA").build(pair.getPrivate())));
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("key", pair.getPrivate(), new char[0], new Certificate[] {certificate});
    KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
    factory.init(store, new char[0]);
    return factory;
  }

  static Running https(int status) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(expiredCertificate().getKeyManagers(), null, null);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext(
        "/health",
        exchange -> {
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
    return new Running() {
      @Override
      public int port() {
        return server.getAddress().getPort();
      }

      @Override
      public void close() {
        server.stop(0);
      }
    };
  }

  /// @param grpcStatus sent in trailers; empty for none
  static Running http2(String status, String grpcStatus, boolean tls) throws Exception {
    var loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    SslContext ssl = tls ? h2Context() : null;
    var last = new StringBuffer();
    Channel channel =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel child) {
                    if (ssl != null) {
                      child.pipeline().addLast(ssl.newHandler(child.alloc()));
                    }
                    child.pipeline().addLast(Http2FrameCodecBuilder.forServer().build());
                    child
                        .pipeline()
                        .addLast(new Http2MultiplexHandler(new Answer(status, grpcStatus, last)));
                  }
                })
            .bind(InetAddress.getLoopbackAddress(), 0)
            .sync()
            .channel();
    return new Running() {
      @Override
      public int port() {
        return ((InetSocketAddress) channel.localAddress()).getPort();
      }

      @Override
      public String lastRequest() {
        return last.toString();
      }

      @Override
      public void close() {
        channel.close().syncUninterruptibly();
        loops.shutdownGracefully(0, 0, java.util.concurrent.TimeUnit.SECONDS).syncUninterruptibly();
      }
    };
  }

  private static SslContext h2Context() throws Exception {
    return SslContextBuilder.forServer(expiredCertificate())
        .sslProvider(SslProvider.JDK)
        .applicationProtocolConfig(
            new ApplicationProtocolConfig(
                ApplicationProtocolConfig.Protocol.ALPN,
                ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                "h2"))
        .build();
  }

  @io.netty.channel.ChannelHandler.Sharable
  private static final class Answer extends SimpleChannelInboundHandler<Http2StreamFrame> {
    private final String status;
    private final String grpcStatus;
    private final StringBuffer last;

    Answer(String status, String grpcStatus, StringBuffer last) {
      this.status = status;
      this.grpcStatus = grpcStatus;
      this.last = last;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, Http2StreamFrame frame) {
      if (frame instanceof Http2HeadersFrame request) {
        last.append(request.headers().method())
            .append(' ')
            .append(request.headers().path())
            .append(' ')
            .append(request.headers().get("user-agent"));
        boolean grpc = !grpcStatus.isEmpty();
        var head = new DefaultHttp2Headers().status(status).add("x-long", "y".repeat(300));
        context.write(new DefaultHttp2HeadersFrame(head, !grpc));
        if (grpc) {
          var trailers = new DefaultHttp2Headers().add("grpc-status", grpcStatus);
          context.write(new DefaultHttp2HeadersFrame(trailers, true));
        }
        context.flush();
      }
    }
  }
}
