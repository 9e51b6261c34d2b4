package dev.weir.proxy.engine;

import dev.weir.proxy.exchange.ForwardSelector;
import dev.weir.proxy.http1.ResponseParser;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Headers;

/// Moves request and response between the two sides of an exchange, each no faster than the other
/// takes it. One per event loop.
final class Relay {
  private final LoopState loop;

  Relay(LoopState loop) {
    this.loop = loop;
  }

  /// A connection to the target is there, at once or later.
  void onConnected(Exchange exchange, TargetStream stream, boolean pooled) {
    ByteBuf head = exchange.request;
    if (head == null) {
      stream.abort();
      return;
    }
    boolean waited = exchange.target == null && exchange.phase == Exchange.Phase.CONNECT && !pooled;
    exchange.target = stream;
    exchange.phase = Exchange.Phase.AWAIT_HEAD;
    exchange.record.sentNanos = LoopState.nanos();
    if (pooled && exchange.replayable) {
      head.retain();
    } else {
      exchange.request = null;
    }
    stream.sendHead(head, !exchange.hasBody, exchange.encodeChunks);
    if (waited) {
      exchange.client.onTargetReady();
    }
  }

  /// @param data owned by the callee
  void onRequestBody(Exchange exchange, ByteBuf data) {
    TargetStream stream = exchange.target;
    if (stream == null) {
      data.release();
      return;
    }
    stream.sendBody(data);
    if (!stream.writable()) {
      exchange.client.readable(false);
    }
  }

  void onRequestEnd(Exchange exchange) {
    exchange.requestDone = true;
    if (exchange.target != null && exchange.hasBody) {
      exchange.target.endRequest();
    }
  }

  void onRequestTrailers(Exchange exchange, Http2Headers trailers) {
    exchange.requestDone = true;
    if (exchange.target != null) {
      exchange.target.sendTrailers(trailers);
    }
  }

  /// The response parser of the loop holds a response head.
  void onResponse(
      Exchange exchange, ResponseParser parsed, ByteBuf in, int headLength, boolean untilClose) {
    exchange.dropRequest();
    exchange.record.responseNanos = LoopState.nanos();
    exchange.record.targetStatus = parsed.head().status();
    exchange.record.status = exchange.record.targetStatus;
    exchange.phase = Exchange.Phase.RELAY;
    exchange.client.sendResponse(parsed, in, headLength, untilClose);
  }

  void onUpgraded(Exchange exchange) {
    exchange.phase = Exchange.Phase.UPGRADED;
    exchange.record.upgraded = true;
    exchange.client.onUpgraded();
  }

  /// @param data owned by the callee
  void onResponseBody(Exchange exchange, ByteBuf data) {
    exchange.client.sendBody(data);
    if (!exchange.client.writable() && exchange.target != null) {
      exchange.target.readable(false);
    }
  }

  /// The target's side is complete and has been let go.
  void onResponseEnd(Exchange exchange) {
    TargetStream stream = exchange.target;
    exchange.target = null;
    if (stream != null && !exchange.requestDone) {
      stream.abort();
    }
    exchange.record.outcome = ForwardSelector.Outcome.ANSWERED;
    exchange.finish();
    exchange.client.endResponse();
  }

  /// The target's connection broke or its response is malformed.
  void onTargetBroken(Exchange exchange, boolean nothingReceived, boolean pooled) {
    exchange.target = null;
    ByteBuf again = exchange.request;
    if (nothingReceived
        && pooled
        && again != null
        && exchange.selection.endpoint instanceof PooledEndpoint endpoint) {
      again.readerIndex(0);
      if (again.refCnt() == 1) {
        loop.forwarding.connect(exchange, endpoint);
        exchange.flushTarget();
        return;
      }
    }
    exchange.fail(ForwardSelector.Outcome.BROKEN, 502);
  }
}
