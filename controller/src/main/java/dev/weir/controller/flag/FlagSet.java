package dev.weir.controller.flag;

import dev.weir.planner.ControllerFlag;
import dev.weir.planner.ControllerFlags;
import dev.weir.planner.FeatureGates;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The controller's flags as given, checked, with defaults for the rest.
public final class FlagSet {
  private static final Set<String> TRACKING_KEYS = trackingKeys();

  private final Map<String, String> given;
  private final FeatureGates gates;

  private FlagSet(Map<String, String> given) {
    this.given = Map.copyOf(given);
    this.gates = FeatureGateText.parse(get(Flag.FEATURE_GATES));
  }

  /// Reads `--name=value`, `--name value` and, for switches, `--name`.
  ///
  /// @throws FlagException for an unknown flag, an unreadable value, or values that do not go
  ///   together
  public static FlagSet parse(List<String> arguments) {
    Map<String, Flag<?>> known = Flag.all().stream().collect(Collectors.toMap(Flag::name, f -> f));
    Map<String, String> given = new LinkedHashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (!argument.startsWith("-")) {
        throw new FlagException("unexpected argument: " + argument);
      }
      String[] parts = argument.replaceFirst("^--?", "").split("=", 2);
      Flag<?> flag = known.get(parts[0]);
      if (flag == null) {
        throw new FlagException("unknown flag: --" + parts[0]);
      }
      if (parts.length == 2) {
        given.put(parts[0], parts[1]);
      } else if (flag.type() == FlagType.BOOL) {
        given.put(parts[0], "true");
      } else if (++i < arguments.size()) {
        given.put(parts[0], arguments.get(i));
      } else {
        throw new FlagException("flag needs an argument: --" + parts[0]);
      }
    }
    return of(given);
  }

  /// From flag names (without dashes) to their text.
  public static FlagSet of(Map<String, String> given) {
    FlagSet flags = new FlagSet(given);
    Flag.all().forEach(flags::get);
    flags.check();
    return flags;
  }

  /// The value given, or the flag's default.
  public <T> T get(Flag<T> flag) {
    return flag.parse(given.getOrDefault(flag.name(), flag.defaultText()));
  }

  /// True when the flag was given, even with its default value.
  public boolean isGiven(Flag<?> flag) {
    return given.containsKey(flag.name());
  }

  public FeatureGates gates() {
    return gates;
  }

  /// The flags that change planning, for the planner.
  public ControllerFlags planning() {
    Map<ControllerFlag, Object> settings = new EnumMap<>(ControllerFlag.class);
    for (Flag<?> flag : Flag.all()) {
      ControllerFlag.find(flag.name()).ifPresent(known -> settings.put(known, get(flag)));
    }
    return new ControllerFlags(settings);
  }

  private void check() {
    if (get(Flag.CLUSTER_NAME).isEmpty()) {
      throw new FlagException("kubernetes cluster name must be specified");
    }
    checkTags();
    oneOf("default target type", get(Flag.DEFAULT_TARGET_TYPE), "instance", "ip");
    oneOf("default scheme", get(Flag.DEFAULT_LOAD_BALANCER_SCHEME), "internal", "internet-facing");
    String backend = get(Flag.BACKEND_SECURITY_GROUP);
    if (!backend.isEmpty() && !backend.startsWith("sg-")) {
      throw new FlagException("invalid value " + backend + " for backend security group id");
    }
    if (get(Flag.ENABLE_MANAGE_BACKEND_SECURITY_GROUP_RULES)
        && !get(Flag.ENABLE_BACKEND_SECURITY_GROUP)) {
      throw new FlagException(
          "backend security group must be enabled when manage backend security group rule is enabled");
    }
    String label = get(Flag.REQUIRED_SECRETS_LABEL);
    if (!label.isEmpty() && !label.matches("[^=]+=[^=]*")) {
      throw new FlagException(
          "invalid value \""
              + label
              + "\" for --required-secrets-label: must be in key=value format");
    }
    Throttles.parse(get(Flag.AWS_API_THROTTLE));
  }

  private void checkTags() {
    Set<String> defaults = get(Flag.DEFAULT_TAGS).keySet();
    List<String> external = get(Flag.EXTERNAL_MANAGED_TAGS);
    refuse(defaults.stream().filter(TRACKING_KEYS::contains), "default-tags flag");
    refuse(external.stream().filter(TRACKING_KEYS::contains), "external-managed-tags flag");
    refuse(
        external.stream().filter(defaults::contains),
        "both default-tags and external-managed-tags flag");
  }

  private static void refuse(Stream<String> keys, String where) {
    keys.sorted()
        .findFirst()
        .ifPresent(key -> {
          throw new FlagException("tag key " + key + " cannot be specified in " + where);
        });
  }

  private static void oneOf(String what, String value, String... allowed) {
    if (!List.of(allowed).contains(value)) {
      throw new FlagException("invalid value " + value + " for " + what);
    }
  }

  private static Set<String> trackingKeys() {
    Stream<String> stacks =
        Stream.of(
                "ingress.k8s.aws", "service.k8s.aws", "gateway.k8s.aws.nlb", "gateway.k8s.aws.alb")
            .flatMap(prefix -> Stream.of(prefix + "/stack", prefix + "/resource"));
    return Stream.concat(Stream.of("elbv2.k8s.aws/cluster", "elbv2.k8s.aws/resource"), stacks)
        .collect(Collectors.toUnmodifiableSet());
  }
}
