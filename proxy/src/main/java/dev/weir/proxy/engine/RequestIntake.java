package dev.weir.proxy.engine;

import dev.weir.proxy.exchange.HttpHead;
import dev.weir.proxy.http1.Bytes;
import dev.weir.proxy.http1.RequestParser;
import dev.weir.proxy.http1.RequestWriter;
import dev.weir.routing.RequestHead;

/// Takes a request head: finds its listener, and refuses what no rule shall see. One per event
/// loop.
final class RequestIntake {
  private static final byte[] TRACE = Bytes.latin1("trace");
  private static final byte[] CONNECT = Bytes.latin1("connect");
  private static final byte[] HEAD = Bytes.latin1("head");

  private final LoopState loop;

  RequestIntake(LoopState loop) {
    this.loop = loop;
  }

  /// The parser of the loop holds a request head.
  ///
  /// @param withBody whether a body follows
  void onRequest(Exchange exchange, boolean withBody) {
    RequestParser parser = loop.requestParser;
    HttpHead head = parser.head();
    begin(exchange, parser, withBody);
    ClientConnection connection = exchange.client.connection();
    CompiledListener found = connection.door().find(head, loop.routeHead, connection);
    if (found == null) {
      exchange.closeAfter |= withBody;
      exchange.answer(connection.door().explanation());
      return;
    }
    exchange.listener = found;
    connection.lastListener = found;
    exchange.selection.zone = found.zones == null ? null : connection.zone(found.zones);
    exchange.record.begin(
        found, parser, loop.engine.observer.onRequest(found.loadBalancer, found.listener, head));
    exchange.closeAfter |= found.draining || connection.lifeIsOver(found.settings);
    if (acceptable(exchange, parser, found)) {
      loop.rules.route(exchange, head, found);
    }
  }

  private void begin(Exchange exchange, RequestParser parser, boolean withBody) {
    HttpHead head = parser.head();
    exchange.begin(withBody);
    exchange.clientMinorVersion = exchange.http2Client ? 2 : head.minorVersion();
    exchange.clientKeepAlive = parser.framing().keepAlive;
    exchange.closeAfter =
        parser.framing().close
            || exchange.clientMinorVersion == 9
            || exchange.clientMinorVersion == 0 && !exchange.clientKeepAlive;
    exchange.headRequest = Bytes.isWord(head.bytes(), 0, head.methodEnd(), HEAD);
    fillRouteHead(exchange, head);
  }

  /// Makes the parsed head the one that rules are matched with.
  void fillRouteHead(Exchange exchange, HttpHead head) {
    RequestHead route = loop.routeHead.begin(head.bytes());
    route.peer(exchange.client.connection().peer());
    route.method(0, head.methodEnd());
    route.target(head.targetStart(), head.targetEnd());
    int host = loop.requestParser.hostField();
    if (host >= 0) {
      route.host(head.valueStart(host), head.valueEnd(host));
    }
    for (int i = 0; i < head.count(); i++) {
      route.header(head.nameStart(i), head.nameEnd(i), head.valueStart(i), head.valueEnd(i));
    }
  }

  private static boolean acceptable(
      Exchange exchange, RequestParser parser, CompiledListener found) {
    if (parser.reasons() != 0 && !exchange.http2Client) {
      var mode = found.settings.desyncMode;
      var worst = parser.desyncClass();
      if (mode.blocks(worst)) {
        exchange.closeAfter = true;
        exchange.answer(GeneratedResponse.page(400));
        return false;
      }
      boolean close = mode.closes(worst) || !parser.endIsCertain();
      exchange.closeAfter |= close;
      exchange.closeTarget |= close;
    }
    HttpHead head = parser.head();
    byte[] in = head.bytes();
    if (Bytes.isWord(in, 0, head.methodEnd(), TRACE)
        || Bytes.isWord(in, 0, head.methodEnd(), CONNECT)) {
      exchange.closeAfter |= exchange.hasBody;
      exchange.answer(GeneratedResponse.page(405));
      return false;
    }
    if (RequestWriter.forwardedTooOften(head)) {
      exchange.answer(GeneratedResponse.page(463));
      return false;
    }
    return true;
  }

  /// A request head that cannot be parsed.
  void onRefused(Exchange exchange, int status) {
    exchange.begin(false);
    exchange.closeAfter = true;
    exchange.headRequest = false;
    exchange.clientMinorVersion = 1;
    ClientConnection connection = exchange.client.connection();
    CompiledListener found = connection.door().any(connection);
    exchange.listener = found;
    if (found != null) {
      HttpHead head = loop.requestParser.head();
      Object observed = loop.engine.observer.onRequest(found.loadBalancer, found.listener, head);
      exchange.record.begin(found, loop.requestParser, observed);
    }
    exchange.answer(GeneratedResponse.page(status));
  }
}
