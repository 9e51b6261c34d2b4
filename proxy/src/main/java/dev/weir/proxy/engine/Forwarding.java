package dev.weir.proxy.engine;

import dev.weir.proxy.exchange.AuthenticationResult;
import dev.weir.proxy.exchange.ForwardSelector;
import dev.weir.proxy.exchange.HttpHead;
import dev.weir.proxy.http1.Bytes;
import dev.weir.proxy.http1.RequestExtras;
import dev.weir.proxy.http1.RequestParser;
import dev.weir.proxy.http1.RequestWriter;
import dev.weir.routing.RequestTransforms;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Chooses a target for a request, writes the head that the target gets, and asks for a connection.
/// One per event loop.
final class Forwarding {
  /// The most frequent first.
  private static final byte[][] IDEMPOTENT = {
    Bytes.latin1("GET"),
    Bytes.latin1("PUT"),
    Bytes.latin1("HEAD"),
    Bytes.latin1("DELETE"),
    Bytes.latin1("OPTIONS")
  };

  private static final byte[] POST = Bytes.latin1("post");
  private static final byte[] GRPC = Bytes.latin1("application/grpc");
  private static final byte[] CONTENT_TYPE = Bytes.latin1("content-type");

  private final LoopState loop;

  Forwarding(LoopState loop) {
    this.loop = loop;
  }

  void forward(
      Exchange exchange,
      ForwardSelector selector,
      HttpHead head,
      CompiledListener found,
      AuthenticationResult.@Nullable Proceed authenticated) {
    RequestExtras extras = loop.requestExtras;
    extras.target = null;
    extras.host = null;
    CompiledAction chosen = exchange.action;
    if (chosen != null
        && !chosen.decision().transforms().isEmpty()
        && !transform(exchange, chosen.decision().transforms(), extras)) {
      return;
    }
    exchange.selection.clear();
    selector.select(head, exchange.selection);
    PooledEndpoint endpoint = (PooledEndpoint) exchange.selection.endpoint;
    if (endpoint == null) {
      exchange.answer(GeneratedResponse.page(503));
      return;
    }
    if (!speaks(exchange, endpoint, head)) {
      // The request is not sent to the target that was chosen for it.
      selector.onEnd(exchange.selection, ForwardSelector.Outcome.ANSWERED, 0);
      exchange.selection.endpoint = null;
      exchange.answer(GeneratedResponse.page(464));
      return;
    }
    writeRequest(exchange, head, found, extras, authenticated);
    connect(exchange, endpoint);
  }

  private boolean transform(Exchange exchange, RequestTransforms transforms, RequestExtras extras) {
    var result = transforms.apply(loop.routeHead.host(), loop.routeHead.rawUri());
    exchange.record.transformed = result;
    if (result.status().failed()) {
      exchange.answer(GeneratedResponse.page(500));
      return false;
    }
    if (result.status() == RequestTransforms.Status.SUCCESS) {
      if (!result.host().equals(loop.routeHead.host())) {
        extras.host = Bytes.latin1(result.host());
      }
      extras.target = Bytes.latin1(result.uri());
    }
    return true;
  }

  /// Whether the client's protocol can go to targets of this version (the ALB guide's matrix).
  private static boolean speaks(Exchange exchange, PooledEndpoint endpoint, HttpHead head) {
    exchange.grpc = exchange.http2Client && isGrpc(head);
    return switch (endpoint.version) {
      case HTTP1 -> !exchange.grpc;
      case HTTP2 -> exchange.http2Client;
      case GRPC -> exchange.http2Client && Bytes.isWord(head.bytes(), 0, head.methodEnd(), POST);
    };
  }

  private static boolean isGrpc(HttpHead head) {
    int field = head.find(CONTENT_TYPE, 0);
    if (field < 0) {
      return false;
    }
    int from = head.valueStart(field);
    return head.valueEnd(field) - from >= GRPC.length
        && Bytes.isWord(head.bytes(), from, from + GRPC.length, GRPC);
  }

  private void writeRequest(
      Exchange exchange,
      HttpHead head,
      CompiledListener found,
      RequestExtras extras,
      AuthenticationResult.@Nullable Proceed authenticated) {
    RequestParser parser = loop.requestParser;
    ClientConnection connection = exchange.client.connection();
    ListenerSettings settings = found.settings;
    boolean upgrade =
        parser.framing().upgrade
            && !exchange.hasBody
            && !exchange.http2Client
            && exchange.clientMinorVersion == 1;
    exchange.upgradeRequested = upgrade;
    extras.forwardedFor = connection.forwardedFor(settings.requestRules.clientPort());
    extras.connectionLines =
        settings.tlsHeaders ? connection.tlsLines(found.listener) : connection.mutualLines;
    extras.upgrade = upgrade;
    extras.withoutBody = !exchange.hasBody && parser.framing().mayTellOfBody();
    extras.dropped = settings.renamedFields;
    identity(extras, authenticated);
    exchange.encodeChunks = exchange.http2Client && parser.framing().chunked;
    RequestWriter writer = loop.requestWriter;
    int length =
        writer.write(head, parser.framing(), parser.canonical(), settings.requestRules, extras);
    exchange.record.traceId(writer);
    exchange.replayable = !exchange.hasBody && !upgrade && isIdempotent(head);
    exchange.request =
        loop.engine.allocator.directBuffer(length).writeBytes(writer.bytes(), 0, length);
  }

  /// What authentication says about the user replaces what the client says.
  private static void identity(
      RequestExtras extras, AuthenticationResult.@Nullable Proceed authenticated) {
    extras.authenticationLines = null;
    if (authenticated != null) {
      extras.authenticationLines =
          Bytes.latin1(RuleExecution.lines(authenticated.requestHeaders()));
      byte[][] renamed = extras.dropped == null ? new byte[0][] : extras.dropped;
      extras.dropped =
          Stream.concat(
                  Arrays.stream(renamed),
                  authenticated.requestHeaders().stream()
                      .map(field -> Bytes.latin1(field.name().toLowerCase(Locale.ROOT))))
              .toArray(byte[][]::new);
    }
  }

  /// Whether the request may be sent again when its connection turns out to be dead (RFC 9110
  /// section 9.2.2). A method that is not known is not.
  private static boolean isIdempotent(HttpHead head) {
    byte[] in = head.bytes();
    int end = head.methodEnd();
    for (byte[] method : IDEMPOTENT) {
      if (Arrays.equals(in, 0, end, method, 0, method.length)) {
        return true;
      }
    }
    return false;
  }

  /// Calls {@link Relay#onConnected} when a connection is there.
  void connect(Exchange exchange, PooledEndpoint endpoint) {
    exchange.phase = Exchange.Phase.CONNECT;
    loop.engine.connector.acquire(exchange, endpoint, loop);
  }
}
