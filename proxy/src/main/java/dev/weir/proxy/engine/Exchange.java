package dev.weir.proxy.engine;

import dev.weir.elb.ProtocolVersion;
import dev.weir.proxy.exchange.ForwardSelector;
import dev.weir.proxy.exchange.HttpHead;
import dev.weir.proxy.exchange.TargetSelection;
import dev.weir.proxy.http1.ResponsePlan;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/// One request with its response: what its phases share, and how it ends. Phases, in order, with
/// the class that does them:
///
///     readHead                                        RequestIntake
///     route -> [authenticate] -> answer or forward    RuleExecution
///     select -> connect                               Forwarding
///     sendRequest -> awaitHead -> relay               Relay
///     finish                                          here
///
/// The phase classes exist once per event loop and hold no state of an exchange. An HTTP/1
/// connection uses one exchange again and again; an HTTP/2 stream has its own. Event loop only. Owns
/// {@link #request} until a target stream takes it.
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

  final LoopState loop;
  final ClientStream client;
  final boolean http2Client;
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
  boolean hasBody;
  boolean requestDone;
  boolean upgradeRequested;
  boolean grpc;

  @Nullable CompiledListener listener;
  @Nullable CompiledAction action;

  /// The head for the target, kept while it may have to be sent again.
  @Nullable ByteBuf request;

  boolean replayable;

  /// Whether the body comes without framing although the head for the target says chunked.
  boolean encodeChunks;

  @Nullable TargetStream target;

  /// The client's head while authentication is under way.
  byte @Nullable [] savedHead;

  byte @Nullable [] authResponseLines;

  /// Changes whenever the exchange begins or ends: who was asked for an earlier one is too late.
  int generation;

  Exchange(LoopState loop, ClientStream client, ClientConnection connection, boolean http2Client) {
    this.loop = loop;
    this.client = client;
    this.http2Client = http2Client;
    this.record = new ExchangeRecord(connection, this.selection, http2Client);
  }

  /// Forgets the exchange before.
  void begin(boolean withBody) {
    generation++;
    listener = null;
    target = null;
    hasBody = withBody;
    requestDone = !withBody;
    closeTarget = false;
    authResponseLines = null;
    savedHead = null;
  }

  boolean responseStarted() {
    return phase == Phase.RELAY || phase == Phase.UPGRADED;
  }

  /// Whether nothing is under way, although bytes of the answer may not be sent yet.
  boolean isOver() {
    return phase == Phase.IDLE || phase == Phase.ANSWERED;
  }

  boolean targetIsSecure() {
    return selection.endpoint instanceof PooledEndpoint endpoint && endpoint.secure;
  }

  ProtocolVersion targetVersion() {
    return selection.endpoint instanceof PooledEndpoint endpoint
        ? endpoint.version
        : ProtocolVersion.HTTP1;
  }

  void flushTarget() {
    if (target != null) {
      target.flush();
    }
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

  /// Answers without a target.
  void answer(GeneratedResponse response) {
    phase = Phase.ANSWERED;
    record.status = response.status;
    client.respond(response);
    finish();
    phase = Phase.ANSWERED;
    client.endResponse();
  }

  void finish() {
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

  void onConnectFailed(int status) {
    fail(ForwardSelector.Outcome.CONNECT_FAILED, status);
  }

  /// The request's body breaks the rules of its framing.
  void onBadBody() {
    closeAfter = true;
    fail(ForwardSelector.Outcome.CLIENT_GONE, 400);
  }

  void onTargetTimeout() {
    fail(ForwardSelector.Outcome.TIMED_OUT, 504);
  }

  /// The client sent nothing for too long in the middle of its request.
  void onClientTimeout() {
    closeAfter = true;
    fail(ForwardSelector.Outcome.CLIENT_GONE, 408);
  }

  /// Nothing more can come from the target: the client learns it in the way that is left.
  void fail(ForwardSelector.Outcome outcome, int status) {
    record.outcome = outcome;
    letGo();
    if (responseStarted()) {
      finish();
      client.abort();
    } else {
      closeAfter |= !requestDone;
      answer(GeneratedResponse.page(status));
      client.flush();
    }
  }

  void onClientGone() {
    if (isOver()) {
      return;
    }
    letGo();
    if (phase != Phase.UPGRADED) {
      record.status = 460;
    }
    record.outcome = ForwardSelector.Outcome.CLIENT_GONE;
    finish();
  }

  private void letGo() {
    dropRequest();
    TargetStream stream = target;
    target = null;
    if (stream != null) {
      stream.abort();
    }
  }

  void dropRequest() {
    ByteBuf unused = request;
    request = null;
    if (unused != null) {
      unused.release();
    }
  }
}
