package dev.weir.proxy.engine;

import dev.weir.proxy.http1.RequestExtras;
import dev.weir.proxy.http1.RequestParser;
import dev.weir.proxy.http1.RequestWriter;
import dev.weir.proxy.http1.ResponseParser;
import dev.weir.proxy.http1.ResponsePlan;
import dev.weir.proxy.http1.ResponseWriter;
import dev.weir.proxy.http1.TraceIds;
import dev.weir.routing.RedirectTemplate;
import dev.weir.routing.RequestHead;
import io.netty.channel.EventLoop;
import java.time.Clock;
import java.util.ArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/// What one event loop's connections share: parsers, writers, scratch bytes, timers. Used on that
/// loop only.
final class LoopState {
  private static final int SLACK = 16;

  final int index;
  final EventLoop loop;
  final Engine engine;
  final RequestParser requestParser = new RequestParser();
  final ResponseParser responseParser = new ResponseParser();
  final TraceIds traceIds = new TraceIds(ThreadLocalRandom.current().nextLong() | 1);
  final RequestWriter requestWriter = new RequestWriter(traceIds);
  final ResponseWriter responseWriter = new ResponseWriter();
  final ResponsePlan responsePlan = new ResponsePlan();
  final RequestExtras requestExtras = new RequestExtras();
  final RequestHead routeHead = new RequestHead();
  final RequestIntake intake = new RequestIntake(this);
  final RuleExecution rules = new RuleExecution(this);
  final Forwarding forwarding = new Forwarding(this);
  final Relay relay = new Relay(this);
  final byte[] requestBytes = new byte[RequestParser.MAX_HEAD + SLACK + 1];
  final byte[] responseBytes = new byte[ResponseParser.MAX_HEAD + SLACK + 1];
  final byte[] location = new byte[RedirectTemplate.MAX_LENGTH];
  final IdleWheel wheel = new IdleWheel();
  final DateLine date = new DateLine();
  private final ArrayList<Exchange> dirtyTargets = new ArrayList<>();
  private final Clock clock;

  LoopState(int index, EventLoop loop, Engine engine, Clock clock) {
    this.index = index;
    this.loop = loop;
    this.engine = engine;
    this.clock = clock;
    second();
  }

  void start() {
    loop.scheduleAtFixedRate(
        this::tick, IdleWheel.TICK_MILLIS, IdleWheel.TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void tick() {
    second();
    wheel.advance();
  }

  private void second() {
    long epochSecond = clock.instant().getEpochSecond();
    date.second(epochSecond);
    traceIds.second(epochSecond);
  }

  /// Remembers that the target side of an exchange has bytes to flush.
  void targetDirty(Exchange exchange) {
    dirtyTargets.add(exchange);
  }

  /// Flushes what was remembered: called when everything that could be read was read.
  void flushTargets() {
    for (int i = 0; i < dirtyTargets.size(); i++) {
      dirtyTargets.get(i).flushTarget();
    }
    dirtyTargets.clear();
  }

  static long nanos() {
    return System.nanoTime();
  }
}
