package dev.weir.controller.ingress;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBackend;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What an Ingress refers to, so that a change there reconciles its group.
public final class IngressReferences {
  private static final String PREFIX = "alb.ingress.kubernetes.io/";
  private static final Pattern SERVICE_NAME = field("serviceName");
  private static final Pattern SECRET_NAME = field("secretName");

  private IngressReferences() {}

  /// `<namespace>/<name>` of the Services of backends and of `actions.*`.
  public static List<String> services(Ingress ingress) {
    Set<String> names = new TreeSet<>();
    if (ingress.getSpec() != null) {
      add(ingress.getSpec().getDefaultBackend(), names);
      ingress
          .getSpec()
          .getRules()
          .forEach(rule -> {
            if (rule.getHttp() != null) {
              rule.getHttp().getPaths().forEach(path -> add(path.getBackend(), names));
            }
          });
    }
    annotations(ingress)
        .forEach((key, value) -> {
          if (key.startsWith(PREFIX + "actions.")) {
            addMatches(SERVICE_NAME, value, names);
          }
        });
    return qualified(ingress, names);
  }

  /// `<namespace>/<name>` of the Secrets that an Ingress or one of its Services authenticates with.
  public static List<String> secrets(HasMetadata object) {
    Set<String> names = new TreeSet<>();
    String oidc = annotations(object).get(PREFIX + "auth-idp-oidc");
    if (oidc != null) {
      addMatches(SECRET_NAME, oidc, names);
    }
    return qualified(object, names);
  }

  /// The class that the Ingress names.
  public static List<String> ingressClass(Ingress ingress) {
    return ingress.getSpec() == null || ingress.getSpec().getIngressClassName() == null
        ? List.of()
        : List.of(ingress.getSpec().getIngressClassName());
  }

  private static void add(@Nullable IngressBackend backend, Set<String> names) {
    if (backend != null && backend.getService() != null) {
      names.add(backend.getService().getName());
    }
  }

  private static void addMatches(Pattern field, String json, Set<String> names) {
    Matcher matcher = field.matcher(json);
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
  }

  private static List<String> qualified(HasMetadata object, Set<String> names) {
    String namespace = object.getMetadata().getNamespace();
    return names.stream().map(name -> namespace + "/" + name).toList();
  }

  private static Map<String, String> annotations(HasMetadata object) {
    return Optional.ofNullable(object.getMetadata().getAnnotations()).orElse(Map.of());
  }

  /// JSON keys of annotations are read case-insensitively.
  private static Pattern field(String name) {
    return Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"]+)\"", Pattern.CASE_INSENSITIVE);
  }
}
