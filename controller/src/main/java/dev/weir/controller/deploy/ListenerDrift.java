package dev.weir.controller.deploy;

import dev.weir.controller.journal.Change;
import dev.weir.planner.stack.ListenerSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Certificate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;

/// In which fields a listener differs from its specification, as far as ModifyListener can change
/// them.
///
/// @param enhanced ALPN and mutual TLS that nobody asks for are drift too
record ListenerDrift(
    ListenerSpec spec, List<Action> actions, List<String> certificates, boolean enhanced) {
  ListenerDrift {
    actions = List.copyOf(actions);
    certificates = List.copyOf(certificates);
  }

  List<Change.Field> against(Listener observed) {
    List<Change.Field> fields = new ArrayList<>();
    if (spec.port() != observed.port()) {
      fields.add(field("port", observed.port(), spec.port()));
    }
    if (!spec.protocol().equals(observed.protocolAsString())) {
      fields.add(field("protocol", observed.protocolAsString(), spec.protocol()));
    }
    if (!RuleEquality.actions(actions, observed.defaultActions())) {
      fields.add(field("defaultActions", observed.defaultActions(), actions));
    }
    addCertificate(observed, fields);
    if (spec.sslPolicy() != null && !spec.sslPolicy().equals(observed.sslPolicy())) {
      fields.add(field("sslPolicy", observed.sslPolicy(), spec.sslPolicy()));
    }
    addAlpn(observed, fields);
    addMutualAuthentication(observed, fields);
    return fields;
  }

  private void addCertificate(Listener observed, List<Change.Field> fields) {
    List<String> present =
        observed.certificates().stream().map(Certificate::certificateArn).toList();
    List<String> wanted = certificates.isEmpty() ? List.of() : List.of(certificates.getFirst());
    if (!wanted.equals(present)) {
      fields.add(field("certificates", present, wanted));
    }
  }

  private void addAlpn(Listener observed, List<Change.Field> fields) {
    boolean none = observed.alpnPolicy().isEmpty() || observed.alpnPolicy().equals(List.of("None"));
    boolean differs =
        spec.alpnPolicy().isEmpty()
            ? enhanced && !none
            : !spec.alpnPolicy().equals(observed.alpnPolicy());
    if (differs) {
      fields.add(field("alpnPolicy", observed.alpnPolicy(), spec.alpnPolicy()));
    }
  }

  private void addMutualAuthentication(Listener observed, List<Change.Field> fields) {
    var wanted = spec.mutualAuthentication();
    boolean differs =
        wanted == null
            ? enhanced && !MutualAuthentication.isOff(observed.mutualAuthentication())
            : !MutualAuthentication.isSame(wanted, observed.mutualAuthentication());
    if (differs) {
      fields.add(field("mutualAuthentication", observed.mutualAuthentication(), wanted));
    }
  }

  private static Change.Field field(String name, @Nullable Object before, @Nullable Object after) {
    return new Change.Field(name, Objects.toString(before, ""), Objects.toString(after, ""));
  }
}
