package dev.weir.proxy.engine;

import dev.weir.elb.Arn;
import dev.weir.elb.Certificate;
import dev.weir.elb.ElbSnapshot;
import dev.weir.elb.Listener;
import dev.weir.elb.TrustStore;
import dev.weir.proxy.tls.MutualTls;
import dev.weir.proxy.tls.TicketKeys;
import dev.weir.proxy.tls.TlsTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The TLS tables of secure listeners, made anew only when something they are made of changed. Used
/// by the thread that applies snapshots.
final class TlsSources {
  private final Map<Arn, Compiled> byListener = new HashMap<>();

  /// @param problem empty unless the table could not be made
  record Compiled(
      Inputs inputs,
      TicketKeys tickets,
      @Nullable TlsTable table,
      MutualTls mutual,
      String problem) {}

  record Inputs(
      List<Certificate> certificates,
      @Nullable String policy,
      Listener.@Nullable MutualAuthentication mutual,
      @Nullable TrustStore trustStore,
      boolean http2) {
    Inputs {
      certificates = List.copyOf(certificates);
    }
  }

  Compiled of(ElbSnapshot snapshot, Listener listener, boolean http2) {
    List<Certificate> certificates =
        listener.certificates().stream()
            .distinct()
            .map(snapshot.certificates()::get)
            .filter(Objects::nonNull)
            .toList();
    var authentication = listener.mutualAuthentication().orElse(null);
    TrustStore trustStore =
        authentication == null
            ? null
            : authentication.trustStoreArn().map(snapshot.trustStores()::get).orElse(null);
    Inputs inputs =
        new Inputs(certificates, listener.sslPolicy(), authentication, trustStore, http2);
    Compiled known = byListener.get(listener.arn());
    if (known != null && known.inputs.equals(inputs)) {
      return known;
    }
    TicketKeys tickets = known == null ? new TicketKeys() : known.tickets;
    Compiled compiled = compile(listener, inputs, tickets);
    byListener.put(listener.arn(), compiled);
    return compiled;
  }

  private static Compiled compile(Listener listener, Inputs inputs, TicketKeys tickets) {
    try {
      MutualTls mutual =
          inputs.mutual == null ? MutualTls.OFF : MutualTls.of(inputs.mutual, inputs.trustStore);
      TlsTable table =
          TlsTable.compile(listener, inputs.certificates, mutual, tickets, inputs.http2);
      return new Compiled(inputs, tickets, table, mutual, "");
    } catch (IllegalArgumentException e) {
      return new Compiled(inputs, tickets, null, MutualTls.OFF, String.valueOf(e.getMessage()));
    }
  }

  void retain(Iterable<Arn> listeners) {
    Map<Arn, Compiled> kept = new HashMap<>();
    for (Arn listener : listeners) {
      Compiled compiled = byListener.get(listener);
      if (compiled != null) {
        kept.put(listener, compiled);
      }
    }
    byListener.keySet().retainAll(kept.keySet());
  }
}
