package dev.weir.proxy.engine;

import dev.weir.elb.Arn;
import dev.weir.elb.Listener;
import dev.weir.proxy.exchange.ConnectionView;
import dev.weir.proxy.http1.Bytes;
import dev.weir.proxy.tls.TlsHeaders;
import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What stays the same for all exchanges of a client connection. Event loop only.
final class ClientConnection implements ConnectionView {
  private final LoopState loop;
  private final Door door;
  private final InetSocketAddress client;
  private final byte[] peer;
  private final byte[] addressText;
  private final byte[] addressWithPort;
  private final int openedTick;
  private int keepAliveTicks = -1;
  private String traceId = "";
  private String zone = "";

  /// Whole X-Amzn-Mtls-* lines.
  byte[] mutualLines = new byte[0];

  private byte @Nullable [] tlsLines;
  String tlsProtocol = "";
  String tlsCipher = "";

  /// As the client said it.
  String serverName = "";

  /// Whether a certificate of the listener is for {@link #serverName}.
  boolean serverNameKnown;

  String keyExchange = "";
  @Nullable X509Certificate clientCertificate;
  @Nullable Arn certificate;
  boolean sessionReused;
  long handshakeNanos;
  long establishedNanos;

  /// The listener that answered last: what a front door found for the last Host.
  @Nullable CompiledListener lastListener;

  ClientConnection(LoopState loop, Door door, InetSocketAddress client) {
    this.loop = loop;
    this.door = door;
    this.client = client;
    this.peer = client.getAddress().getAddress();
    String address = NetUtil.toAddressString(client.getAddress());
    boolean v6 = client.getAddress() instanceof Inet6Address;
    addressText = Bytes.latin1(address);
    addressWithPort = Bytes.latin1((v6 ? "[" + address + "]" : address) + ":" + client.getPort());
    openedTick = loop.wheel.now;
  }

  Door door() {
    return door;
  }

  byte[] peer() {
    return peer;
  }

  byte[] forwardedFor(boolean withPort) {
    return withPort ? addressWithPort : addressText;
  }

  /// The zone of the node that took the connection: the same for its whole life, as long as the
  /// load balancer is in it.
  String zone(NodeZones zones) {
    if (zone.isEmpty() || !zones.has(zone)) {
      zone = zones.next(loop.engine.connections.turn());
    }
    return zone;
  }

  /// Whether `client_keep_alive.seconds`, as it was at the first request, is over.
  boolean lifeIsOver(ListenerSettings settings) {
    if (keepAliveTicks < 0) {
      keepAliveTicks = settings.clientKeepAliveTicks;
    }
    return loop.wheel.now - openedTick > keepAliveTicks;
  }

  /// Whole X-Amzn-Tls-* and X-Amzn-Mtls-* lines.
  byte[] tlsLines(Listener listener) {
    byte[] lines = tlsLines;
    if (lines == null) {
      byte[] tls =
          isTls()
              ? Bytes.latin1(TlsHeaders.versionAndCipher(listener, tlsProtocol, tlsCipher))
              : new byte[0];
      lines = Arrays.copyOf(tls, tls.length + mutualLines.length);
      System.arraycopy(mutualLines, 0, lines, tls.length, mutualLines.length);
      tlsLines = lines;
    }
    return lines;
  }

  boolean isTls() {
    return !tlsProtocol.isEmpty();
  }

  @Override
  public InetSocketAddress client() {
    return client;
  }

  @Override
  public int listenerPort() {
    return lastListener == null ? door.port() : lastListener.listener.port();
  }

  @Override
  public String zone() {
    NodeZones zones = lastListener == null ? null : lastListener.zones;
    return zones == null ? zone : zone(zones);
  }

  @Override
  public String tlsProtocol() {
    return tlsProtocol;
  }

  @Override
  public String tlsCipher() {
    return tlsCipher;
  }

  @Override
  public String serverName() {
    return serverNameKnown ? serverName : "";
  }

  @Override
  public String keyExchange() {
    return keyExchange;
  }

  @Override
  public @Nullable X509Certificate clientCertificate() {
    return clientCertificate;
  }

  @Override
  public long establishedNanos() {
    return establishedNanos;
  }

  @Override
  public @Nullable Arn certificate() {
    return certificate;
  }

  @Override
  public boolean sessionReused() {
    return sessionReused;
  }

  @Override
  public long handshakeNanos() {
    return handshakeNanos;
  }

  @Override
  public String traceId() {
    if (traceId.isEmpty()) {
      long random = java.util.concurrent.ThreadLocalRandom.current().nextLong();
      traceId = "TID_" + Long.toHexString(random | 0x1000000000000000L);
    }
    return traceId;
  }
}
