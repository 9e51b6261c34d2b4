package dev.weir.proxy.engine;

import dev.weir.elb.ListenerRule;
import dev.weir.elb.RuleCondition;
import dev.weir.proxy.exchange.HttpHead;
import dev.weir.proxy.tls.ClientHello;
import dev.weir.routing.RequestHead;
import dev.weir.routing.RouteDecision;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The shared door of one port on the loopback address: finds the load balancer by Host, by server
/// name, by a rule on the host, or takes the only one there is.
final class FrontDoor implements Door {
  private final int port;
  private volatile Residents residents = Residents.NONE;

  FrontDoor(int port) {
    this.port = port;
  }

  /// One listener with what finds it.
  ///
  /// @param hostRules the indices of decisions whose rules have a condition on the host
  record Resident(ListenerHandle handle, String dnsName, Set<Integer> hostRules) {
    static Resident of(ListenerHandle handle, String dnsName, List<ListenerRule> rules) {
      Set<Integer> hostRules = new HashSet<>();
      for (int i = 0; i < rules.size(); i++) {
        if (rules.get(i).conditions().stream()
            .anyMatch(c -> c instanceof RuleCondition.HostHeader)) {
          hostRules.add(i);
        }
      }
      return new Resident(handle, dnsName, hostRules);
    }
  }

  private record Residents(
      Map<String, ListenerHandle> byName, List<Resident> all, GeneratedResponse explanation) {
    static final Residents NONE =
        new Residents(Map.of(), List.of(), GeneratedResponse.text(404, "text/plain", "\n"));
  }

  void publish(List<Resident> all) {
    Map<String, ListenerHandle> byName = new HashMap<>();
    StringBuilder page = new StringBuilder("No load balancer here has this name.\n");
    page.append("Port ").append(port).append(" belongs to:\n");
    for (Resident resident : all) {
      byName.put(resident.dnsName().toLowerCase(Locale.ROOT), resident.handle());
      page.append("  ").append(resident.dnsName()).append('\n');
    }
    residents =
        new Residents(
            Map.copyOf(byName),
            List.copyOf(all),
            GeneratedResponse.text(404, "text/plain", page.toString()));
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public @Nullable CompiledListener find(
      HttpHead request, RequestHead route, ClientConnection connection) {
    Residents now = residents;
    if (now.all().size() == 1) {
      return now.all().getFirst().handle().current();
    }
    ListenerHandle named = now.byName().get(route.host().toLowerCase(Locale.ROOT));
    if (named == null) {
      named = now.byName().get(connection.serverName.toLowerCase(Locale.ROOT));
    }
    return named != null ? named.current() : byRule(now, route);
  }

  private static @Nullable CompiledListener byRule(Residents now, RequestHead route) {
    for (Resident resident : now.all()) {
      CompiledListener compiled = resident.handle().current();
      if (compiled != null) {
        RouteDecision decision = compiled.routes.match(route);
        if (resident.hostRules().contains(decision.index())) {
          return compiled;
        }
      }
    }
    return null;
  }

  @Override
  public @Nullable CompiledListener any(ClientConnection connection) {
    List<Resident> all = residents.all();
    return all.isEmpty() ? null : all.getFirst().handle().current();
  }

  /// A port is secure for all its load balancers or for none: a mixed one speaks plain HTTP.
  @Override
  public boolean secure() {
    List<Resident> all = residents.all();
    return !all.isEmpty() && all.stream().allMatch(one -> one.handle().secure());
  }

  @Override
  public @Nullable CompiledListener forHandshake(ClientHello hello) {
    Residents now = residents;
    ListenerHandle named = now.byName().get(hello.serverName());
    if (named != null) {
      return named.current();
    }
    for (Resident resident : now.all()) {
      CompiledListener compiled = resident.handle().current();
      if (compiled != null && compiled.tls != null && compiled.tls.covers(hello.serverName())) {
        return compiled;
      }
    }
    return now.all().isEmpty() ? null : now.all().getFirst().handle().current();
  }

  @Override
  public GeneratedResponse explanation() {
    return residents.explanation();
  }
}
