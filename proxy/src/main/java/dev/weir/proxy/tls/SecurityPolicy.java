package dev.weir.proxy.tls;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// A predefined security policy (Application Load Balancer guide, "Security policies"): protocols
/// and ciphers that a listener accepts.
///
/// @param protocols in ascending order, `TLSv1` to `TLSv1.3`
/// @param ciphers OpenSSL names, in order of preference
/// @param postQuantum whether hybrid key exchange is offered
public record SecurityPolicy(
    String name, List<String> protocols, List<String> ciphers, boolean postQuantum) {
  private static final String PREFIX = "ELBSecurityPolicy-";
  private static final List<String> ALL = List.of("TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3");

  private static final List<String> TLS13 =
      List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");

  private enum Group {
    GCM,
    SHA2,
    SHA1,
    RSA2,
    RSA1
  }

  public SecurityPolicy {
    protocols = List.copyOf(protocols);
    ciphers = List.copyOf(ciphers);
  }

  /// The policy of this name; an unknown name is taken as the API's default,
  /// `ELBSecurityPolicy-2016-08`, so that a listener never stays dark.
  public static SecurityPolicy named(String name) {
    String rest = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
    if (rest.startsWith("TLS13-")) {
      return tls13(name, rest.substring("TLS13-".length()));
    }
    return switch (rest) {
      case "TLS-1-2-Ext-2018-06" -> old(name, "TLSv1.2", everyGroup());
      case "TLS-1-2-2017-01" -> old(name, "TLSv1.2", List.of(Group.GCM, Group.SHA2, Group.RSA2));
      case "TLS-1-1-2017-01" -> old(name, "TLSv1.1", everyGroup());
      case "FS-1-2-Res-2020-10" -> old(name, "TLSv1.2", List.of(Group.GCM));
      case "FS-1-2-Res-2019-08" -> old(name, "TLSv1.2", List.of(Group.GCM, Group.SHA2));
      case "FS-1-2-2019-08" -> old(name, "TLSv1.2", List.of(Group.GCM, Group.SHA2, Group.SHA1));
      case "FS-1-1-2019-08" -> old(name, "TLSv1.1", List.of(Group.GCM, Group.SHA2, Group.SHA1));
      case "FS-2018-06" -> old(name, "TLSv1", List.of(Group.GCM, Group.SHA2, Group.SHA1));
      case "TLS-1-0-2015-04" -> {
        SecurityPolicy base = old(name, "TLSv1", everyGroup());
        List<String> more = new ArrayList<>(base.ciphers);
        more.add("DES-CBC3-SHA");
        yield new SecurityPolicy(name, base.protocols, more, false);
      }
      default -> old(name, "TLSv1", everyGroup());
    };
  }

  /// The policy of a load balancer's connections to its targets, which nobody can choose: it
  /// follows from the strongest policy among those of its secure listeners.
  public static SecurityPolicy towardsTargets(Collection<String> ofListeners) {
    return named(PREFIX + restTowardsTargets(ofListeners));
  }

  private static String restTowardsTargets(Collection<String> ofListeners) {
    if (anyHas(ofListeners, "RFC9151")) {
      return "TLS13-1-2-RFC9151-INTEROP4-FIPS-2023-07";
    }
    if (anyHas(ofListeners, "FIPS-PQ")) {
      return "TLS13-1-0-FIPS-PQ-2025-09";
    }
    if (anyHas(ofListeners, "FIPS")) {
      return "TLS13-1-0-FIPS-2023-04";
    }
    if (anyHas(ofListeners, "PQ")) {
      return "TLS13-1-0-PQ-2025-09";
    }
    return anyHas(ofListeners, "TLS13-") ? "TLS13-1-0-2021-06" : "2016-08";
  }

  private static boolean anyHas(Collection<String> names, String part) {
    return names.stream().anyMatch(name -> name.contains(part));
  }

  private static List<Group> everyGroup() {
    return List.of(Group.values());
  }

  private static SecurityPolicy old(String name, String lowest, List<Group> groups) {
    return new SecurityPolicy(name, ALL.subList(ALL.indexOf(lowest), 3), ciphers(groups), false);
  }

  /// Such as `1-2-Res-2021-06`, `1-2-Ext2-FIPS-2023-04`, `1-3-PQ-2025-09`.
  private static SecurityPolicy tls13(String name, String rest) {
    List<String> ciphers = new ArrayList<>(TLS13);
    if (rest.contains("FIPS")) {
      ciphers.remove("TLS_CHACHA20_POLY1305_SHA256");
    }
    String lowest =
        rest.startsWith("1-3")
            ? "TLSv1.3"
            : rest.startsWith("1-2") ? "TLSv1.2" : rest.startsWith("1-1") ? "TLSv1.1" : "TLSv1";
    if (rest.contains("RFC9151")) {
      ciphers.remove("TLS_AES_128_GCM_SHA256");
      ciphers.addAll(rfc9151(rest));
    } else if (!lowest.equals("TLSv1.3")) {
      ciphers.addAll(ciphers(groups(rest, lowest)));
    }
    List<String> protocols = ALL.subList(ALL.indexOf(lowest), 4);
    return new SecurityPolicy(name, protocols, ciphers, rest.contains("PQ"));
  }

  private static List<Group> groups(String rest, String lowest) {
    if (!lowest.equals("TLSv1.2") || rest.contains("Ext2")) {
      return everyGroup();
    }
    if (rest.contains("Ext1")) {
      return List.of(Group.GCM, Group.SHA2, Group.RSA2);
    }
    if (rest.contains("Ext0")) {
      return List.of(Group.GCM, Group.SHA2, Group.SHA1);
    }
    return rest.contains("Res") ? List.of(Group.GCM) : List.of(Group.GCM, Group.SHA2);
  }

  private static List<String> rfc9151(String rest) {
    if (rest.startsWith("1-3")) {
      return List.of();
    }
    List<String> ciphers =
        new ArrayList<>(List.of("ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-RSA-AES256-GCM-SHA384"));
    if (rest.contains("Ext0")) {
      ciphers.add("AES256-GCM-SHA384");
    }
    int interop = rest.indexOf("INTEROP");
    int level = interop < 0 ? 0 : rest.charAt(interop + "INTEROP".length()) - '0';
    if (level >= 1) {
      ciphers.addAll(List.of("ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-RSA-AES128-GCM-SHA256"));
    }
    addLevel(ciphers, level, 2, Group.SHA2);
    addLevel(ciphers, level, 3, Group.SHA1);
    addLevel(ciphers, level, 4, Group.RSA2);
    addLevel(ciphers, level, 4, Group.RSA1);
    return ciphers;
  }

  private static void addLevel(List<String> ciphers, int level, int needed, Group group) {
    if (level >= needed) {
      ciphers.addAll(ciphers(List.of(group)));
    }
  }

  /// In the API's order: 128 bits before 256, key exchange with forward secrecy first.
  private static List<String> ciphers(List<Group> groups) {
    List<String> ciphers = new ArrayList<>();
    for (String bits : List.of("128", "256")) {
      String sha2 = bits.equals("128") ? "SHA256" : "SHA384";
      addPair(ciphers, groups.contains(Group.GCM), bits, "GCM-" + sha2);
      addPair(ciphers, groups.contains(Group.SHA2), bits, sha2);
      addPair(ciphers, groups.contains(Group.SHA1), bits, "SHA");
    }
    for (String bits : List.of("128", "256")) {
      if (groups.contains(Group.RSA2)) {
        ciphers.add("AES" + bits + "-GCM-" + (bits.equals("128") ? "SHA256" : "SHA384"));
        ciphers.add("AES" + bits + "-SHA256");
      }
      if (groups.contains(Group.RSA1)) {
        ciphers.add("AES" + bits + "-SHA");
      }
    }
    return ciphers;
  }

  private static void addPair(List<String> ciphers, boolean wanted, String bits, String tail) {
    if (wanted) {
      ciphers.add("ECDHE-ECDSA-AES" + bits + "-" + tail);
      ciphers.add("ECDHE-RSA-AES" + bits + "-" + tail);
    }
  }
}
