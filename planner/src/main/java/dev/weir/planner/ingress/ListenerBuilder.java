package dev.weir.planner.ingress;

import dev.weir.planner.PlanError;
import dev.weir.planner.annotation.Annotation;
import dev.weir.planner.annotation.GoText;
import dev.weir.planner.annotation.ListenerAnnotations;
import dev.weir.planner.annotation.LoadBalancerAnnotations;
import dev.weir.planner.crd.IngressClassParamsSpec;
import dev.weir.planner.stack.ListenerSpec;
import dev.weir.planner.stack.ListenerSpec.Attribute;
import dev.weir.planner.stack.ListenerSpec.CertificateRef;
import dev.weir.planner.stack.RuleAction;
import dev.weir.planner.stack.Token;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Listeners of the Application Load Balancer.
final class ListenerBuilder {

  private final PlanContext context;
  private final IngressTags tags;
  private final BackendReader backends;
  private final ActionBuilder actions;
  private final Optional<SslRedirect> sslRedirect;

  ListenerBuilder(
      PlanContext context,
      IngressTags tags,
      BackendReader backends,
      ActionBuilder actions,
      Optional<SslRedirect> sslRedirect) {
    this.context = context;
    this.tags = tags;
    this.backends = backends;
    this.actions = actions;
    this.sslRedirect = sslRedirect;
  }

  /// Adds the listener to the stack.
  ///
  /// @param ingresses the members that open the port
  void build(int port, ListenPortConfig config, List<ClassifiedIngress> ingresses) {
    List<RuleAction> defaultActions =
        PlanError.naming("spec.defaultBackend", () -> defaultActions(config, ingresses));
    Map<String, String> allTags =
        PlanError.naming(LoadBalancerAnnotations.TAGS.key(), () -> tags.ofAll(ingresses));
    Map<String, String> attributes =
        PlanError.naming(
            attributesOf(port, config.protocol()).key(),
            () -> attributes(port, config.protocol(), ingresses));
    context
        .stack()
        .add(
            Integer.toString(port),
            new ListenerSpec(
                Token.loadBalancerArn(PlanContext.LOAD_BALANCER),
                port,
                config.protocol(),
                defaultActions,
                config.certificates().stream().map(CertificateRef::new).toList(),
                config.sslPolicy().orElse(null),
                List.of(),
                config.mutualAuthentication().orElse(null),
                allTags,
                Attribute.sorted(attributes)));
  }

  private List<RuleAction> defaultActions(
      ListenPortConfig config, List<ClassifiedIngress> ingresses) {
    if (sslRedirect.isPresent() && !config.isHttps()) {
      return List.of(sslRedirect.get().action());
    }
    List<ClassifiedIngress> withDefault =
        ingresses.stream()
            .filter(ingress ->
                ingress.ingress().getSpec() != null
                    && ingress.ingress().getSpec().getDefaultBackend() != null)
            .toList();
    if (withDefault.isEmpty()) {
      return List.of(new RuleAction.FixedResponse("text/plain", null, "404"));
    }
    if (withDefault.size() > 1) {
      throw PlanError.of(
          "multiple ingress defined default backend: "
              + GoText.list(withDefault.stream().map(ClassifiedIngress::key).toList()));
    }
    ClassifiedIngress only = withDefault.getFirst();
    try {
      Backend backend = backends.read(only, only.ingress().getSpec().getDefaultBackend());
      return actions.build(config.isHttps(), only, backend);
    } catch (PlanError e) {
      throw e.at("Ingress " + only.key());
    }
  }

  private static Annotation attributesOf(int port, String protocol) {
    return ListenerAnnotations.LISTENER_ATTRIBUTES.with(protocol + "-" + port);
  }

  private static Map<String, String> attributes(
      int port, String protocol, List<ClassifiedIngress> ingresses) {
    Map<String, String> imposed = imposed(port, protocol, ingresses.getFirst());
    KeyConflicts merged = new KeyConflicts();
    for (ClassifiedIngress ingress : ingresses) {
      merged.add(
          ingress.annotations().stringMap(attributesOf(port, protocol)).orElse(Map.of()),
          imposed,
          (key, earlier, value) ->
              "conflicting listener attributes "
                  + key
                  + ": "
                  + earlier
                  + " | "
                  + value
                  + " for ingress "
                  + ingress.key());
    }
    Map<String, String> attributes = new TreeMap<>(merged.merged());
    attributes.putAll(imposed);
    return attributes;
  }

  private static Map<String, String> imposed(int port, String protocol, ClassifiedIngress ingress) {
    return ingress.params().spec().listeners().stream()
        .filter(listener -> listener.port() == port && listener.protocol().equals(protocol))
        .findFirst()
        .map(IngressClassParamsSpec.Listener::listenerAttributes)
        .map(LoadBalancerAttributes::toMap)
        .orElse(Map.of());
  }
}
