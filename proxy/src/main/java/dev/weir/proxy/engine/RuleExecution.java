package dev.weir.proxy.engine;

import dev.weir.elb.RuleAction;
import dev.weir.proxy.exchange.AuthenticationResult;
import dev.weir.proxy.exchange.ForwardSelector;
import dev.weir.proxy.exchange.HttpHead;
import dev.weir.proxy.http1.Bytes;
import dev.weir.routing.RedirectTemplate;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the rule of a request and does its actions: authenticates, then forwards, redirects or
/// gives the fixed response. One per event loop.
final class RuleExecution {
  private final LoopState loop;

  RuleExecution(LoopState loop) {
    this.loop = loop;
  }

  void route(Exchange exchange, HttpHead head, CompiledListener found) {
    CompiledAction callback = found.callback(head, loop.engine.authenticator);
    CompiledAction chosen =
        callback != null ? callback : found.actions[found.routes.match(loop.routeHead).index()];
    exchange.action = chosen;
    exchange.record.routed(chosen);
    RuleAction authentication = chosen.authentication();
    if (authentication != null) {
      authenticate(exchange, authentication, head, found);
    } else {
      execute(exchange, chosen, head, found, null);
    }
  }

  private void authenticate(
      Exchange exchange, RuleAction authentication, HttpHead head, CompiledListener found) {
    exchange.phase = Exchange.Phase.AUTHENTICATE;
    HttpHead copy = head.copy();
    exchange.savedHead = copy.bytes();
    int asked = exchange.generation;
    loop.engine.authenticator.authenticate(
        authentication,
        found.loadBalancer,
        found.listener,
        copy,
        result -> {
          if (loop.loop.inEventLoop()) {
            onAuthenticated(exchange, asked, result);
          } else {
            loop.loop.execute(() -> onAuthenticated(exchange, asked, result));
          }
        });
  }

  private void onAuthenticated(Exchange exchange, int asked, AuthenticationResult result) {
    CompiledAction chosen = exchange.action;
    CompiledListener found = exchange.listener;
    byte[] saved = exchange.savedHead;
    if (asked != exchange.generation
        || exchange.phase != Exchange.Phase.AUTHENTICATE
        || chosen == null
        || found == null
        || saved == null) {
      return;
    }
    switch (result) {
      case AuthenticationResult.Answer(int status, var headers, String reason) -> {
        exchange.record.errorReason = reason;
        exchange.answer(GeneratedResponse.page(status, lines(headers)));
      }
      case AuthenticationResult.Proceed proceed -> {
        System.arraycopy(saved, 0, loop.requestBytes, 0, saved.length);
        loop.requestParser.parse(loop.requestBytes, saved.length);
        HttpHead head = loop.requestParser.head();
        loop.intake.fillRouteHead(exchange, head);
        exchange.authResponseLines = Bytes.latin1(lines(proceed.responseHeaders()));
        execute(exchange, chosen, head, found, proceed);
      }
    }
    exchange.client.flush();
    exchange.flushTarget();
  }

  /// Whole header lines; fields without a value are left out.
  static String lines(List<AuthenticationResult.Field> fields) {
    StringBuilder lines = new StringBuilder();
    for (var field : fields) {
      if (!field.value().isEmpty()) {
        lines.append(field.name()).append(": ").append(field.value()).append("\r\n");
      }
    }
    return lines.toString();
  }

  private void execute(
      Exchange exchange,
      CompiledAction chosen,
      HttpHead head,
      CompiledListener found,
      AuthenticationResult.@Nullable Proceed authenticated) {
    ForwardSelector selector = chosen.selector();
    if (selector != null) {
      loop.forwarding.forward(exchange, selector, head, found, authenticated);
    } else if (chosen.fixed() != null) {
      exchange.answer(chosen.fixed());
    } else {
      redirect(exchange, chosen, found);
    }
  }

  private void redirect(Exchange exchange, CompiledAction chosen, CompiledListener found) {
    RedirectTemplate template = chosen.decision().redirect();
    if (template == null) {
      exchange.answer(GeneratedResponse.page(500));
      return;
    }
    int length =
        template.write(loop.routeHead, found.settings.secure, found.settings.port, loop.location);
    if (length < 0) {
      exchange.answer(GeneratedResponse.page(507));
      return;
    }
    String location = new String(loop.location, 0, length, StandardCharsets.ISO_8859_1);
    exchange.record.redirectUrl = location;
    int status =
        chosen.decision().routing() instanceof RuleAction.Redirect to ? to.statusCode() : 302;
    exchange.answer(GeneratedResponse.page(status, "Location: " + visible(location) + "\r\n"));
  }

  /// A request line may hold controls; a response head may not.
  private static String visible(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    text.chars().filter(c -> c >= 0x20 && c != 0x7f).forEach(c -> kept.append((char) c));
    return kept.toString();
  }
}
