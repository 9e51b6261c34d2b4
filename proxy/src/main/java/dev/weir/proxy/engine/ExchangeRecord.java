package dev.weir.proxy.engine;

import dev.weir.elb.Listener;
import dev.weir.elb.LoadBalancer;
import dev.weir.proxy.exchange.ConnectionView;
import dev.weir.proxy.exchange.ExchangeView;
import dev.weir.proxy.exchange.ForwardSelector.Outcome;
import dev.weir.proxy.exchange.TargetSelection;
import dev.weir.proxy.http1.DesyncClass;
import dev.weir.proxy.http1.DesyncReason;
import dev.weir.proxy.http1.RequestParser;
import dev.weir.proxy.http1.RequestWriter;
import dev.weir.routing.RequestTransforms;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// What is remembered of one exchange for those who watch. Used again; event loop only.
final class ExchangeRecord implements ExchangeView {
  private static final int NO_RULE = -2;

  private final ClientConnection connection;
  private final TargetSelection selection;
  private final boolean http2;
  private @Nullable CompiledListener listener;
  private @Nullable CompiledAction action;
  private @Nullable Object observed;
  private int reasons;
  private boolean invalidNames;
  private boolean open;
  private final byte[] traceId = new byte[64];
  private int traceLength;
  private String longTraceId = "";
  private long startNanos;
  private long endNanos;

  long sentNanos;
  long responseNanos;
  long receivedBytes;
  long sentBytes;
  int status;
  int targetStatus;
  boolean upgraded;
  String redirectUrl = "";
  String errorReason = "";
  RequestTransforms.@Nullable Transformed transformed;
  Outcome outcome = Outcome.ANSWERED;

  ExchangeRecord(ClientConnection connection, TargetSelection selection, boolean http2) {
    this.connection = connection;
    this.selection = selection;
    this.http2 = http2;
  }

  /// The first byte of a request was seen.
  void arrive(long nanos) {
    startNanos = nanos;
    receivedBytes = 0;
    sentBytes = 0;
  }

  void begin(CompiledListener found, RequestParser parser, @Nullable Object fromObserver) {
    listener = found;
    observed = fromObserver;
    reasons = http2 ? 0 : parser.reasons();
    invalidNames = parser.invalidNames();
    open = true;
    action = null;
    traceLength = 0;
    longTraceId = "";
    sentNanos = 0;
    responseNanos = 0;
    status = 0;
    targetStatus = 0;
    upgraded = false;
    redirectUrl = "";
    errorReason = "";
    transformed = null;
    outcome = Outcome.ANSWERED;
  }

  void routed(CompiledAction chosen) {
    action = chosen;
  }

  void traceId(RequestWriter writer) {
    int length = writer.traceIdLength();
    if (length <= traceId.length) {
      System.arraycopy(writer.bytes(), writer.traceIdStart(), traceId, 0, length);
      traceLength = length;
    } else {
      longTraceId = writer.traceId();
    }
  }

  boolean open() {
    return open;
  }

  void end(long nanos) {
    endNanos = nanos;
    open = false;
  }

  @Override
  public LoadBalancer loadBalancer() {
    return current().loadBalancer;
  }

  @Override
  public Listener listener() {
    return current().listener;
  }

  private CompiledListener current() {
    if (listener == null) {
      throw new IllegalStateException("exchange without a listener");
    }
    return listener;
  }

  @Override
  public ConnectionView connection() {
    return connection;
  }

  @Override
  public String zone() {
    return selection.zone == null ? "" : selection.zone;
  }

  @Override
  public @Nullable TargetSelection selection() {
    return selection.endpoint == null && selection.targetGroup == null ? null : selection;
  }

  @Override
  public long startNanos() {
    return startNanos;
  }

  @Override
  public long sentNanos() {
    return sentNanos;
  }

  @Override
  public long responseNanos() {
    return responseNanos;
  }

  @Override
  public long endNanos() {
    return endNanos;
  }

  @Override
  public long receivedBytes() {
    return receivedBytes;
  }

  @Override
  public long sentBytes() {
    return sentBytes;
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public int targetStatus() {
    return targetStatus;
  }

  @Override
  public int rulePriority() {
    return action == null ? NO_RULE : action.decision().priority();
  }

  @Override
  public String actionsExecuted() {
    return action == null ? "" : action.executed();
  }

  @Override
  public String redirectUrl() {
    return redirectUrl;
  }

  @Override
  public String errorReason() {
    return errorReason.isEmpty() ? selection.errorReason : errorReason;
  }

  @Override
  public String classification() {
    DesyncClass worst = DesyncReason.worst(reasons);
    return worst.logged();
  }

  @Override
  public String classificationReason() {
    return reasons == 0 ? "" : DesyncReason.first(reasons).logged();
  }

  @Override
  public String traceId() {
    return longTraceId.isEmpty()
        ? new String(traceId, 0, traceLength, StandardCharsets.ISO_8859_1)
        : longTraceId;
  }

  @Override
  public boolean invalidHeaderFields() {
    return invalidNames;
  }

  @Override
  public boolean http2() {
    return http2;
  }

  @Override
  public boolean upgraded() {
    return upgraded;
  }

  @Override
  public RequestTransforms.@Nullable Transformed transformed() {
    return transformed;
  }

  @Override
  public @Nullable Object observed() {
    return observed;
  }
}
