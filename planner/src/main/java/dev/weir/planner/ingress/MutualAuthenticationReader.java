package dev.weir.planner.ingress;

import dev.weir.planner.PlanError;
import dev.weir.planner.account.NamedLookup;
import dev.weir.planner.annotation.JsonMismatch;
import dev.weir.planner.annotation.JsonValue;
import dev.weir.planner.annotation.ListenerAnnotations;
import dev.weir.planner.stack.ListenerSpec.MutualAuthentication;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The `mutual-authentication` annotation: how a port treats client certificates.
final class MutualAuthenticationReader {

  private static final String VERIFY = "verify";

  private final NamedLookup lookup;

  MutualAuthenticationReader(NamedLookup lookup) {
    this.lookup = lookup;
  }

  /// The settings by port.
  Map<Integer, MutualAuthentication> read(ClassifiedIngress ingress) {
    Optional<String> raw = ingress.annotations().string(ListenerAnnotations.MUTUAL_AUTHENTICATION);
    if (raw.isEmpty()) {
      return Map.of();
    }
    List<Entry> entries = parse(raw.get());
    if (entries.isEmpty()) {
      throw error(
          "empty mutualAuthentication configuration from ingress annotation: `" + raw.get() + "`");
    }
    Map<Integer, MutualAuthentication> byPort = new LinkedHashMap<>();
    for (Entry entry : entries) {
      entry.validate();
      byPort.put(entry.port, entry.resolve(lookup));
    }
    return byPort;
  }

  private static List<Entry> parse(String raw) {
    try {
      return JsonValue.parse(raw).elements(Entry::of);
    } catch (JsonMismatch e) {
      throw error(
          "failed to parse mutualAuthentication configuration from ingress annotation: `"
              + raw
              + "`");
    }
  }

  private static PlanError error(String message) {
    return PlanError.inField(ListenerAnnotations.MUTUAL_AUTHENTICATION.key(), message);
  }

  private record Entry(
      int port,
      String mode,
      @Nullable String trustStore,
      @Nullable Boolean ignoreExpiry,
      @Nullable String advertise) {

    static Entry of(JsonValue json) {
      return new Entry(
          json.int32("port").orElse(0),
          json.string("mode").orElse(""),
          json.string("trustStore").orElse(null),
          json.bool("ignoreClientCertificateExpiry").orElse(null),
          json.string("advertiseTrustStoreCaNames").orElse(null));
    }

    void validate() {
      if (port < 1 || port > 65535) {
        throw error("listen port must be within [1, 65535]: " + port);
      }
      if (mode.isEmpty()) {
        throw error("mutualAuthentication mode cannot be empty for port " + port);
      }
      if (!List.of("off", "passthrough", VERIFY).contains(mode)) {
        throw error(
            "mutualAuthentication mode value must be among [off, passthrough, verify] for port "
                + port
                + " : "
                + mode);
      }
      if (mode.equals(VERIFY)) {
        if (trustStore == null || trustStore.isEmpty()) {
          throw error(
              "trustStore is required when mutualAuthentication mode is verify for port " + port);
        }
      } else {
        requireAbsent(trustStore != null && !trustStore.isEmpty(), "trustStore");
        requireAbsent(ignoreExpiry != null, "ignoring client certificate expiry");
        requireAbsent(advertise != null, "advertiseTrustStoreCaNames");
      }
      if (advertise != null && !advertise.equals("on") && !advertise.equals("off")) {
        throw error(
            "advertiseTrustStoreCaNames only supports the values \"on\" and \"off\" got value "
                + advertise
                + " for port "
                + port);
      }
    }

    MutualAuthentication resolve(NamedLookup lookup) {
      if (!mode.equals(VERIFY) || trustStore == null) {
        return new MutualAuthentication(mode, "", null, null);
      }
      String arn = trustStore.startsWith("arn:") ? trustStore : lookup.trustStoreArn(trustStore);
      return new MutualAuthentication(
          mode, arn, ignoreExpiry == null ? Boolean.FALSE : ignoreExpiry, advertise);
    }

    private void requireAbsent(boolean present, String what) {
      if (present) {
        throw error(
            "Mutual Authentication mode "
                + mode
                + " does not support "
                + what
                + " for port "
                + port);
      }
    }
  }
}
