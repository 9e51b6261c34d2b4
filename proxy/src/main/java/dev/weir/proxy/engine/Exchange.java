package dev.weir.proxy.engine;

import dev.weir.elb.ProtocolVersion;
import dev.weir.proxy.exchange.AuthenticationResult;
import dev.weir.proxy.exchange.ForwardSelector;
import dev.weir.proxy.exchange.HttpHead;
import dev.weir.proxy.exchange.TargetSelection;
import dev.weir.proxy.http1.Bytes;
import dev.weir.proxy.http1.RequestExtras;
import dev.weir.proxy.http1.RequestParser;
import dev.weir.proxy.http1.RequestWriter;
import dev.weir.proxy.http1.ResponseParser;
import dev.weir.proxy.http1.ResponsePlan;
import dev.weir.routing.RedirectTemplate;
import dev.weir.routing.RequestHead;
import dev.weir.routing.RequestTransforms;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Headers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One request with its response. Phases, in order:
///
///     readHead -> route -> [authenticate] -> select -> connect -> sendRequest -> awaitHead -> relay -> finish
///
/// An HTTP/1 connection uses one exchange again and again; an HTTP/2 stream has its own. Event loop
/// only. Owns {@link #request} until a target stream takes it.
final class Exchange {
  enum Phase {
    IDLE,
    AUTHENTICATE,
    CONNECT,
    AWAIT_HEAD,
    RELAY,
    UPGRADED,
    ANSWERED
  }

  private static final byte[] TRACE = Bytes.latin1("trace");
  private static final byte[] CONNECT = Bytes.latin1("connect");
  private static final byte[] HEAD = Bytes.latin1("head");
  private static final byte[] POST = Bytes.latin1("post");
  private static final byte[] GRPC = Bytes.latin1("application/grpc");
  private static final byte[] CONTENT_TYPE = Bytes.latin1("content-type");

  final LoopState loop;
  final ClientStream client;
  final ExchangeRecord record;
  final TargetSelection selection = new TargetSelection();

  Phase phase = Phase.IDLE;

  /// Whether the client connection ends with this exchange.
  boolean closeAfter;

  /// Whether the target connection does.
  boolean closeTarget;

  boolean headRequest;
  int clientMinorVersion;
  boolean clientKeepAlive;

  private @Nullable CompiledListener listener;
  private @Nullable CompiledAction action;
  private @Nullable TargetStream target;
  private @Nullable ByteBuf request;
  private boolean hasBody;
  private boolean replayable;
  private boolean encodeChunks;
  private boolean grpc;
  private boolean upgradeRequested;
  private boolean requestDone;
  private boolean http2Client;
  private byte @Nullable [] authResponseLines;
  private byte @Nullable [] savedHead;
  private int generation;

  Exchange(LoopState loop, ClientStream client, ClientConnection connection, boolean http2Client) {
    this.loop = loop;
    this.client = client;
    this.http2Client = http2Client;
    this.record = new ExchangeRecord(connection, this.selection, http2Client);
  }

  @Nullable CompiledListener listener() {
    return listener;
  }

  @Nullable TargetStream target() {
    return target;
  }

  /// Changes whenever the exchange begins or ends: who was asked for an earlier one is too late.
  int generation() {
    return generation;
  }

  boolean responseStarted() {
    return phase == Phase.RELAY || phase == Phase.UPGRADED;
  }

  /// The parser of the loop holds a request head.
  ///
  /// @param withBody whether a body follows
  void onRequest(boolean withBody) {
    RequestParser parser = loop.requestParser;
    HttpHead head = parser.head();
    begin(head, withBody);
    ClientConnection connection = client.connection();
    CompiledListener found = connection.door().find(head, loop.routeHead, connection);
    if (found == null) {
      closeAfter |= withBody;
      answer(connection.door().explanation());
      return;
    }
    listener = found;
    connection.lastListener = found;
    record.begin(
        found, parser, loop.engine.observer.onRequest(found.loadBalancer, found.listener, head));
    closeAfter |= found.draining || connection.lifeIsOver(found.settings);
    if (acceptable(parser, head, found)) {
      route(head, found);
    }
  }

  private void begin(HttpHead head, boolean withBody) {
    generation++;
    listener = null;
    target = null;
    hasBody = withBody;
    requestDone = !withBody;
    clientMinorVersion = http2Client ? 2 : head.minorVersion();
    clientKeepAlive = loop.requestParser.framing().keepAlive;
    closeAfter =
        loop.requestParser.framing().close
            || clientMinorVersion == 9
            || clientMinorVersion == 0 && !clientKeepAlive;
    closeTarget = false;
    authResponseLines = null;
    savedHead = null;
    byte[] in = head.bytes();
    headRequest = Bytes.isWord(in, 0, head.methodEnd(), HEAD);
    fillRouteHead(head);
  }

  private void fillRouteHead(HttpHead head) {
    RequestHead route = loop.routeHead.begin(head.bytes());
    route.peer(client.connection().peer());
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

  private boolean acceptable(RequestParser parser, HttpHead head, CompiledListener found) {
    if (parser.reasons() != 0 && !http2Client) {
      var mode = found.settings.desyncMode;
      var worst = parser.desyncClass();
      if (mode.blocks(worst)) {
        closeAfter = true;
        answer(GeneratedResponse.page(400));
        return false;
      }
      boolean close = mode.closes(worst) || !parser.endIsCertain();
      closeAfter |= close;
      closeTarget |= close;
    }
    byte[] in = head.bytes();
    if (Bytes.isWord(in, 0, head.methodEnd(), TRACE)
        || Bytes.isWord(in, 0, head.methodEnd(), CONNECT)) {
      closeAfter |= hasBody;
      answer(GeneratedResponse.page(405));
      return false;
    }
    if (RequestWriter.forwardedTooOften(head)) {
      answer(GeneratedResponse.page(463));
      return false;
    }
    return true;
  }

  /// A request head that cannot be parsed.
  void onRefused(int status) {
    generation++;
    closeAfter = true;
    headRequest = false;
    clientMinorVersion = 1;
    requestDone = true;
    CompiledListener found = client.connection().door().any(client.connection());
    listener = found;
    if (found != null) {
      HttpHead head = loop.requestParser.head();
      Object observed = loop.engine.observer.onRequest(found.loadBalancer, found.listener, head);
      record.begin(found, loop.requestParser, observed);
    }
    answer(GeneratedResponse.page(status));
  }

  private void route(HttpHead head, CompiledListener found) {
    CompiledAction callback = found.callback(head, loop.engine.authenticator);
    CompiledAction chosen =
        callback != null ? callback : found.actions[found.routes.match(loop.routeHead).index()];
    action = chosen;
    record.routed(chosen);
    if (chosen.authentication() != null) {
      authenticate(chosen, head, found);
    } else {
      execute(chosen, head, found, null);
    }
  }

  private void authenticate(CompiledAction chosen, HttpHead head, CompiledListener found) {
    var authentication = chosen.authentication();
    if (authentication == null) {
      return;
    }
    phase = Phase.AUTHENTICATE;
    HttpHead copy = head.copy();
    savedHead = copy.bytes();
    int asked = generation;
    loop.engine.authenticator.authenticate(
        authentication,
        found.loadBalancer,
        found.listener,
        copy,
        result -> {
          if (loop.loop.inEventLoop()) {
            onAuthenticated(asked, result);
          } else {
            loop.loop.execute(() -> onAuthenticated(asked, result));
          }
        });
  }

  private void onAuthenticated(int asked, AuthenticationResult result) {
    CompiledAction chosen = action;
    CompiledListener found = listener;
    byte[] saved = savedHead;
    if (asked != generation
        || phase != Phase.AUTHENTICATE
        || chosen == null
        || found == null
        || saved == null) {
      return;
    }
    switch (result) {
      case AuthenticationResult.Answer(int status, var headers, String reason) -> {
        record.errorReason = reason;
        answer(GeneratedResponse.page(status, lines(headers)));
      }
      case AuthenticationResult.Proceed proceed -> {
        System.arraycopy(saved, 0, loop.requestBytes, 0, saved.length);
        loop.requestParser.parse(loop.requestBytes, saved.length);
        fillRouteHead(loop.requestParser.head());
        authResponseLines = Bytes.latin1(lines(proceed.responseHeaders()));
        execute(chosen, loop.requestParser.head(), found, proceed);
      }
    }
    client.flush();
    flushTarget();
  }

  private static String lines(List<AuthenticationResult.Field> fields) {
    StringBuilder lines = new StringBuilder();
    for (var field : fields) {
      if (!field.value().isEmpty()) {
        lines.append(field.name()).append(": ").append(field.value()).append("\r\n");
      }
    }
    return lines.toString();
  }

  private void execute(
      CompiledAction chosen,
      HttpHead head,
      CompiledListener found,
      AuthenticationResult.@Nullable Proceed authenticated) {
    ForwardSelector selector = chosen.selector();
    if (selector != null) {
      forward(chosen, selector, head, found, authenticated);
    } else if (chosen.fixed() != null) {
      answer(chosen.fixed());
    } else {
      redirect(chosen, found);
    }
  }

  private void redirect(CompiledAction chosen, CompiledListener found) {
    RedirectTemplate template = chosen.decision().redirect();
    if (template == null) {
      answer(GeneratedResponse.page(500));
      return;
    }
    int length =
        template.write(loop.routeHead, found.settings.secure, found.settings.port, loop.location);
    if (length < 0) {
      answer(GeneratedResponse.page(507));
      return;
    }
    String location = new String(loop.location, 0, length, StandardCharsets.ISO_8859_1);
    record.redirectUrl = location;
    int status =
        chosen.decision().routing() instanceof dev.weir.elb.RuleAction.Redirect to
            ? to.statusCode()
            : 302;
    answer(GeneratedResponse.page(status, "Location: " + visible(location) + "\r\n"));
  }

  /// A request line may hold controls; a response head may not.
  private static String visible(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    text.chars().filter(c -> c >= 0x20 && c != 0x7f).forEach(c -> kept.append((char) c));
    return kept.toString();
  }

  private void forward(
      CompiledAction chosen,
      ForwardSelector selector,
      HttpHead head,
      CompiledListener found,
      AuthenticationResult.@Nullable Proceed authenticated) {
    RequestExtras extras = loop.requestExtras;
    extras.target = null;
    extras.host = null;
    if (!chosen.decision().transforms().isEmpty()
        && !transform(chosen.decision().transforms(), extras)) {
      return;
    }
    selection.clear();
    selector.select(head, selection);
    PooledEndpoint endpoint = (PooledEndpoint) selection.endpoint;
    if (endpoint == null) {
      answer(GeneratedResponse.page(503));
      return;
    }
    if (!speaks(endpoint, head)) {
      answer(GeneratedResponse.page(464));
      return;
    }
    writeRequest(head, found, extras, authenticated);
    connect(endpoint);
  }

  private boolean transform(RequestTransforms transforms, RequestExtras extras) {
    var result = transforms.apply(loop.routeHead.host(), loop.routeHead.rawUri());
    record.transformed = result;
    if (result.status().failed()) {
      answer(GeneratedResponse.page(500));
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
  private boolean speaks(PooledEndpoint endpoint, HttpHead head) {
    grpc = http2Client && isGrpc(head);
    return switch (endpoint.version) {
      case HTTP1 -> !grpc;
      case HTTP2 -> http2Client;
      case GRPC -> http2Client && Bytes.isWord(head.bytes(), 0, head.methodEnd(), POST);
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
      HttpHead head,
      CompiledListener found,
      RequestExtras extras,
      AuthenticationResult.@Nullable Proceed authenticated) {
    RequestParser parser = loop.requestParser;
    ClientConnection connection = client.connection();
    ListenerSettings settings = found.settings;
    extras.forwardedFor = connection.forwardedFor(settings.requestRules.clientPort());
    extras.connectionLines = settings.tlsHeaders ? connection.tlsLines : connection.mutualLines;
    upgradeRequested =
        parser.framing().upgrade && !hasBody && !http2Client && clientMinorVersion == 1;
    extras.upgrade = upgradeRequested;
    extras.withoutBody = !hasBody && parser.framing().contentLength != 0;
    extras.authenticationLines = null;
    extras.dropped = null;
    if (authenticated != null) {
      extras.authenticationLines = Bytes.latin1(lines(authenticated.requestHeaders()));
      extras.dropped =
          authenticated.requestHeaders().stream()
              .map(field -> Bytes.latin1(field.name().toLowerCase(java.util.Locale.ROOT)))
              .toArray(byte[][]::new);
    }
    encodeChunks = http2Client && parser.framing().chunked;
    RequestWriter writer = loop.requestWriter;
    int length =
        writer.write(head, parser.framing(), parser.canonical(), settings.requestRules, extras);
    record.traceId(writer);
    replayable = !hasBody && !upgradeRequested && isIdempotent(head);
    request = loop.engine.allocator.directBuffer(length).writeBytes(writer.bytes(), 0, length);
  }

  private static boolean isIdempotent(HttpHead head) {
    byte first = head.bytes()[0];
    return head.methodEnd() == 3 && (first == 'G' || first == 'P') // GET, PUT
        || head.methodEnd() == 4 && first == 'H' // HEAD
        || head.methodEnd() == 6 && first == 'D' // DELETE
        || head.methodEnd() == 7 && first == 'O'; // OPTIONS
  }

  private void connect(PooledEndpoint endpoint) {
    phase = Phase.CONNECT;
    loop.engine.connector.acquire(this, endpoint, loop);
  }

  /// A connection to the target is there, at once or later.
  void onConnected(TargetStream stream, boolean pooled) {
    ByteBuf head = request;
    if (head == null) {
      stream.abort();
      return;
    }
    boolean waited = target == null && phase == Phase.CONNECT && !pooled;
    target = stream;
    phase = Phase.AWAIT_HEAD;
    record.sentNanos = LoopState.nanos();
    if (pooled && replayable) {
      head.retain();
    } else {
      request = null;
    }
    stream.sendHead(head, !hasBody, encodeChunks);
    if (waited) {
      client.onTargetReady();
    }
  }

  void onConnectFailed(int status) {
    record.outcome = ForwardSelector.Outcome.CONNECT_FAILED;
    fail(status);
  }

  /// @param data owned by the callee
  void onRequestBody(ByteBuf data) {
    TargetStream stream = target;
    if (stream == null) {
      data.release();
      return;
    }
    stream.sendBody(data);
    if (!stream.writable()) {
      client.readable(false);
    }
  }

  void onRequestEnd() {
    requestDone = true;
    if (target != null && hasBody) {
      target.endRequest();
    }
  }

  void onRequestTrailers(Http2Headers trailers) {
    requestDone = true;
    if (target != null) {
      target.sendTrailers(trailers);
    }
  }

  void flushTarget() {
    if (target != null) {
      target.flush();
    }
  }

  /// The response parser of the loop holds a response head.
  void onResponse(ResponseParser parsed, ByteBuf in, int headLength, boolean untilClose) {
    dropRequest();
    record.responseNanos = LoopState.nanos();
    record.targetStatus = parsed.head().status();
    record.status = record.targetStatus;
    phase = Phase.RELAY;
    client.sendResponse(parsed, in, headLength, untilClose);
  }

  /// Lines that every response to this request gets.
  void addLines(ResponsePlan plan, @Nullable HttpHead response) {
    CompiledListener from = listener;
    if (from != null && from.settings.responseNames != null) {
      plan.line(from.settings.responseLines);
      plan.replaced = from.settings.responseNames;
    }
    CompiledAction chosen = action;
    if (response != null && chosen != null && chosen.selector() != null) {
      chosen.selector().onResponse(selection, response, plan);
    }
    if (authResponseLines != null) {
      plan.line(authResponseLines);
    }
  }

  boolean upgradeRequested() {
    return upgradeRequested;
  }

  void onUpgraded() {
    phase = Phase.UPGRADED;
    record.upgraded = true;
    client.onUpgraded();
  }

  /// @param data owned by the callee
  void onResponseBody(ByteBuf data) {
    client.sendBody(data);
    if (!client.writable() && target != null) {
      target.readable(false);
    }
  }

  /// The target's side is complete and has been let go.
  void onResponseEnd() {
    TargetStream stream = target;
    target = null;
    if (stream != null && !requestDone) {
      stream.abort();
    }
    record.outcome = ForwardSelector.Outcome.ANSWERED;
    finish();
    client.endResponse();
  }

  boolean requestDone() {
    return requestDone;
  }

  /// The target's connection broke or its response is malformed.
  void onTargetBroken(boolean nothingReceived, boolean pooled) {
    target = null;
    ByteBuf again = request;
    if (nothingReceived
        && pooled
        && again != null
        && selection.endpoint instanceof PooledEndpoint endpoint) {
      again.readerIndex(0);
      if (again.refCnt() == 1) {
        connect(endpoint);
        flushTarget();
        return;
      }
    }
    record.outcome = ForwardSelector.Outcome.BROKEN;
    fail(502);
  }

  /// Nothing more can come from the target: the client learns it in the way that is left.
  private void fail(int status) {
    dropRequest();
    TargetStream stream = target;
    target = null;
    if (stream != null) {
      stream.abort();
    }
    if (responseStarted()) {
      finish();
      client.abort();
    } else {
      closeAfter |= !requestDone;
      answer(GeneratedResponse.page(status));
      client.flush();
    }
  }

  /// The request's body breaks the rules of its framing.
  void onBadBody() {
    closeAfter = true;
    record.outcome = ForwardSelector.Outcome.CLIENT_GONE;
    fail(400);
  }

  void onTargetTimeout() {
    record.outcome = ForwardSelector.Outcome.TIMED_OUT;
    fail(504);
  }

  /// The client sent nothing for too long in the middle of its request.
  void onClientTimeout() {
    closeAfter = true;
    record.outcome = ForwardSelector.Outcome.CLIENT_GONE;
    fail(408);
  }

  void onClientGone() {
    if (phase == Phase.IDLE || phase == Phase.ANSWERED) {
      return;
    }
    dropRequest();
    TargetStream stream = target;
    target = null;
    if (stream != null) {
      stream.abort();
    }
    if (phase != Phase.UPGRADED) {
      record.status = 460;
    }
    record.outcome = ForwardSelector.Outcome.CLIENT_GONE;
    finish();
  }

  private void answer(GeneratedResponse response) {
    phase = Phase.ANSWERED;
    record.status = response.status;
    client.respond(response);
    finish();
    phase = Phase.ANSWERED;
    client.endResponse();
  }

  private void finish() {
    CompiledAction chosen = action;
    if (selection.endpoint != null && chosen != null && chosen.selector() != null) {
      chosen.selector().onEnd(selection, record.outcome, record.targetStatus);
    }
    if (listener != null && record.open()) {
      record.end(LoopState.nanos());
      loop.engine.observer.onExchange(record);
    }
    selection.clear();
    action = null;
    generation++;
    phase = Phase.IDLE;
  }

  private void dropRequest() {
    ByteBuf unused = request;
    request = null;
    if (unused != null) {
      unused.release();
    }
  }

  boolean targetIsSecure() {
    return selection.endpoint instanceof PooledEndpoint endpoint && endpoint.secure;
  }

  boolean isGrpc() {
    return grpc;
  }

  ProtocolVersion targetVersion() {
    return selection.endpoint instanceof PooledEndpoint endpoint
        ? endpoint.version
        : ProtocolVersion.HTTP1;
  }
}
