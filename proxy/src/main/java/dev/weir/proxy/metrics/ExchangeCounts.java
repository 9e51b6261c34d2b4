package dev.weir.proxy.metrics;

import dev.weir.elb.LoadBalancerAttributes;
import dev.weir.proxy.exchange.ExchangeView;
import dev.weir.proxy.exchange.TargetSelection;
import java.net.Inet6Address;

/// Which counters one exchange moves.
final class ExchangeCounts {
  private ExchangeCounts() {}

  static void count(ExchangeView exchange, Tally tally) {
    tally.latency(exchange.endNanos() - exchange.startNanos());
    tally.add(Counter.PROCESSED_BYTES, exchange.receivedBytes() + exchange.sentBytes());
    if (exchange.rulePriority() >= 0) {
      tally.increment(Counter.RULE_EVALUATIONS);
    }
    TargetSelection selection = exchange.selection();
    if (selection != null && selection.endpoint != null) {
      tally.increment(Counter.REQUEST_COUNT);
    }
    if (exchange.targetStatus() > 0) {
      countTargetStatus(exchange, tally);
    } else if (exchange.status() > 0) {
      countOwn(exchange, tally);
    }
    if (!exchange.classification().isEmpty()) {
      tally.increment(Counter.DESYNC_NON_COMPLIANT_REQUEST_COUNT);
    }
    if (exchange.invalidHeaderFields()) {
      boolean dropped =
          exchange
              .loadBalancer()
              .attribute(LoadBalancerAttributes.DROP_INVALID_HEADER_FIELDS)
              .equals("true");
      tally.increment(
          dropped
              ? Counter.DROPPED_INVALID_HEADER_REQUEST_COUNT
              : Counter.FORWARDED_INVALID_HEADER_REQUEST_COUNT);
    }
    if (exchange.connection().client().getAddress() instanceof Inet6Address) {
      tally.increment(Counter.IPV6_REQUEST_COUNT);
      tally.add(Counter.IPV6_PROCESSED_BYTES, exchange.receivedBytes() + exchange.sentBytes());
    }
    if (!exchange.errorReason().isEmpty()) {
      countReason(exchange, tally);
    }
  }

  /// What counts for the target group as well.
  static void countTarget(ExchangeView exchange, Tally tally) {
    tally.latency(exchange.endNanos() - exchange.startNanos());
    TargetSelection selection = exchange.selection();
    if (selection != null && selection.endpoint != null) {
      tally.increment(Counter.REQUEST_COUNT);
    }
    if (exchange.targetStatus() > 0) {
      countTargetStatus(exchange, tally);
    } else if (exchange.status() > 0) {
      tally.increment(Counter.ofElbClass(exchange.status()));
      if (exchange.sentNanos() == 0) {
        tally.increment(Counter.TARGET_CONNECTION_ERROR_COUNT);
      }
    }
  }

  private static void countTargetStatus(ExchangeView exchange, Tally tally) {
    tally.increment(Counter.ofTargetClass(exchange.targetStatus()));
    if (exchange.responseNanos() > 0 && exchange.sentNanos() > 0) {
      tally.targetLatency(exchange.responseNanos() - exchange.sentNanos());
    }
  }

  /// An answer of the load balancer itself.
  private static void countOwn(ExchangeView exchange, Tally tally) {
    int status = exchange.status();
    tally.increment(Counter.ofElbClass(status));
    switch (status) {
      case 500 -> tally.increment(Counter.HTTP_CODE_ELB_500);
      case 502 -> tally.increment(Counter.HTTP_CODE_ELB_502);
      case 503 -> tally.increment(Counter.HTTP_CODE_ELB_503);
      case 504 -> tally.increment(Counter.HTTP_CODE_ELB_504);
      case 507 -> tally.increment(Counter.HTTP_REDIRECT_URL_LIMIT_EXCEEDED_COUNT);
      default -> {}
    }
    if (exchange.actionsExecuted().endsWith("fixed-response")) {
      tally.increment(Counter.HTTP_FIXED_RESPONSE_COUNT);
    }
    if (!exchange.redirectUrl().isEmpty()) {
      tally.increment(Counter.HTTP_REDIRECT_COUNT);
    }
    TargetSelection selection = exchange.selection();
    if (selection != null && selection.endpoint != null && exchange.sentNanos() == 0) {
      tally.increment(Counter.TARGET_CONNECTION_ERROR_COUNT);
    }
  }

  private static void countReason(ExchangeView exchange, Tally tally) {
    String reason = exchange.errorReason();
    if (reason.startsWith("JW")) {
      tally.increment(Counter.JWT_VALIDATION_FAILURE_COUNT);
    } else if (reason.startsWith("Auth")) {
      tally.increment(exchange.status() == 401 ? Counter.ELB_AUTH_FAILURE : Counter.ELB_AUTH_ERROR);
    }
  }
}
