package dev.weir.proxy.engine;

import dev.weir.elb.Arn;
import dev.weir.elb.ElbSnapshot;
import dev.weir.elb.Listener;
import dev.weir.elb.ListenerRule;
import dev.weir.elb.LoadBalancer;
import dev.weir.elb.LoadBalancerAttributes;
import dev.weir.proxy.exchange.TargetSelectors;
import dev.weir.proxy.tls.MutualTls;
import dev.weir.proxy.tls.TlsTable;
import dev.weir.routing.RouteTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Turns snapshots into what the event loops serve: compiles what changed, publishes it with one
/// reference write per listener, binds and unbinds ports. Connections that are open stay open.
final class SnapshotApplier {
  private final Engine.Setup setup;
  private final TargetSelectors selectors;
  private final Endpoints endpoints;
  private final Ports ports;
  private final TlsSources tlsSources = new TlsSources();
  private final TargetTlsSources targetTlsSources = new TargetTlsSources();
  private final Map<Arn, ListenerHandle> handles = new HashMap<>();
  private Map<Arn, Source> sources = new HashMap<>();

  SnapshotApplier(Engine engine, Engine.Setup setup, Endpoints endpoints) {
    this.setup = setup;
    this.selectors = setup.selectors();
    this.endpoints = endpoints;
    this.ports = new Ports(engine);
  }

  /// What a route table and settings were compiled from.
  private record Source(
      LoadBalancer loadBalancer,
      Listener listener,
      List<ListenerRule> rules,
      RouteTable routes,
      ListenerSettings settings) {}

  synchronized Applied apply(ElbSnapshot snapshot) {
    selectors.apply(snapshot, endpoints);
    targetTlsSources.apply(snapshot);
    Map<Arn, Source> compiled = new HashMap<>();
    Map<Integer, List<FrontDoor.Resident>> residents = new TreeMap<>();
    List<Ports.Wanted> wanted = new ArrayList<>();
    List<Applied.ListenerFailure> problems = new ArrayList<>();
    for (Listener listener : snapshot.listeners().values()) {
      LoadBalancer loadBalancer = snapshot.loadBalancers().get(listener.loadBalancerArn());
      if (loadBalancer == null || !listener.protocol().isHttp()) {
        continue;
      }
      Source source = compile(snapshot, loadBalancer, listener);
      compiled.put(listener.arn(), source);
      ListenerHandle handle =
          handles.computeIfAbsent(listener.arn(), _ -> new ListenerHandle(listener.port()));
      handle.publish(compile(snapshot, loadBalancer, listener, source, problems));
      residents
          .computeIfAbsent(listener.port(), _ -> new ArrayList<>())
          .add(FrontDoor.Resident.of(handle, loadBalancer.dnsName(), source.rules()));
      for (String address : loadBalancer.addresses()) {
        var bound = setup.addressBook().bound(address, listener.port());
        wanted.add(new Ports.Wanted(loadBalancer.arn(), listener, bound, handle, false));
      }
      String front = setup.frontDoor();
      if (front != null) {
        var bound = setup.addressBook().bound(front, listener.port());
        FrontDoor door = ports.frontDoor(listener.port());
        wanted.add(new Ports.Wanted(loadBalancer.arn(), listener, bound, door, true));
      }
    }
    sources = compiled;
    tlsSources.retain(compiled.keySet());
    drainRemoved(compiled);
    ports.publish(residents);
    Applied applied = ports.bind(snapshot.revision(), wanted, problems);
    endpoints.commit();
    return applied;
  }

  private CompiledListener compile(
      ElbSnapshot snapshot,
      LoadBalancer loadBalancer,
      Listener listener,
      Source source,
      List<Applied.ListenerFailure> problems) {
    @Nullable TlsTable table = null;
    MutualTls mutual = MutualTls.OFF;
    if (listener.protocol().isSecure()) {
      boolean http2 = !"false".equals(loadBalancer.attributes().get(LoadBalancerAttributes.HTTP2));
      TlsSources.Compiled tls = tlsSources.of(snapshot, listener, http2);
      table = tls.table();
      mutual = tls.mutual();
      if (!tls.problem().isEmpty()) {
        problems.add(
            new Applied.ListenerFailure(loadBalancer.arn(), listener.arn(), tls.problem()));
      }
    }
    NodeZones zones = NodeZones.of(snapshot, loadBalancer, listener, selectors);
    return CompiledListener.compile(
        loadBalancer,
        listener,
        source.settings(),
        source.routes(),
        table,
        mutual,
        targetTlsSources.of(loadBalancer.arn()),
        zones,
        selectors);
  }

  private Source compile(ElbSnapshot snapshot, LoadBalancer loadBalancer, Listener listener) {
    List<ListenerRule> rules = snapshot.rulesOf(listener.arn());
    Source known = sources.get(listener.arn());
    boolean sameRoutes =
        known != null && known.listener().equals(listener) && known.rules().equals(rules);
    if (known != null && sameRoutes && known.loadBalancer().equals(loadBalancer)) {
      return known;
    }
    return new Source(
        loadBalancer,
        listener,
        rules,
        known != null && sameRoutes ? known.routes() : RouteTable.compile(listener, rules),
        ListenerSettings.of(loadBalancer, listener));
  }

  private void drainRemoved(Map<Arn, Source> compiled) {
    handles
        .entrySet()
        .removeIf(entry -> {
          if (compiled.containsKey(entry.getKey())) {
            return false;
          }
          @Nullable CompiledListener last = entry.getValue().current();
          if (last != null) {
            entry.getValue().publish(last.toDraining());
          }
          return true;
        });
  }

  synchronized void close() {
    ports.close();
  }
}
