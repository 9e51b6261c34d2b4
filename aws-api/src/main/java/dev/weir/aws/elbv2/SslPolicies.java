package dev.weir.aws.elbv2;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Cipher;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SslPolicy;

/// The predefined security policies (user guides of Application and Network Load Balancers,
/// "Security policies").
final class SslPolicies {
  /// What a listener gets when it is created through the API without a policy.
  static final String API_DEFAULT = "ELBSecurityPolicy-2016-08";

  private static final String PREFIX = "ELBSecurityPolicy-";

  /// The order in which the API lists ciphers.
  private static final List<String> ORDER =
      List.of(
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_CHACHA20_POLY1305_SHA256",
          "ECDHE-ECDSA-AES128-GCM-SHA256",
          "ECDHE-RSA-AES128-GCM-SHA256",
          "ECDHE-ECDSA-AES128-SHA256",
          "ECDHE-RSA-AES128-SHA256",
          "ECDHE-ECDSA-AES128-SHA",
          "ECDHE-RSA-AES128-SHA",
          "ECDHE-ECDSA-AES256-GCM-SHA384",
          "ECDHE-RSA-AES256-GCM-SHA384",
          "ECDHE-ECDSA-AES256-SHA384",
          "ECDHE-RSA-AES256-SHA384",
          "ECDHE-RSA-AES256-SHA",
          "ECDHE-ECDSA-AES256-SHA",
          "AES128-GCM-SHA256",
          "AES128-SHA256",
          "AES128-SHA",
          "AES256-GCM-SHA384",
          "AES256-SHA256",
          "AES256-SHA",
          "DES-CBC3-SHA");

  /// Groups of ciphers by what they have in common.
  private enum Group {
    TLS13,
    CHACHA,
    GCM,
    SHA2,
    SHA1,
    RSA2,
    RSA1,
    DES;

    static Group of(String cipher) {
      if (cipher.startsWith("TLS_")) {
        return cipher.contains("CHACHA") ? CHACHA : TLS13;
      }
      if (cipher.startsWith("DES")) {
        return DES;
      }
      boolean sha1 = cipher.endsWith("-SHA");
      if (cipher.startsWith("AES")) {
        return sha1 ? RSA1 : RSA2;
      }
      if (cipher.contains("GCM")) {
        return GCM;
      }
      return sha1 ? SHA1 : SHA2;
    }
  }

  /// @param protocols `TLSv1` to `TLSv1.3`
  record Policy(String name, List<String> protocols, List<String> ciphers) {}

  static final List<Policy> ALL = all();

  private SslPolicies() {}

  static Optional<Policy> find(String name) {
    return ALL.stream().filter(policy -> policy.name().equals(name)).findFirst();
  }

  static SslPolicy write(Policy policy) {
    List<Cipher> ciphers = new ArrayList<>();
    for (String name : policy.ciphers()) {
      ciphers.add(Cipher.builder().name(name).priority(ciphers.size() + 1).build());
    }
    return SslPolicy.builder()
        .name(policy.name())
        .sslProtocols(policy.protocols())
        .ciphers(ciphers)
        .supportedLoadBalancerTypes("application", "network")
        .build();
  }

  private static List<Policy> all() {
    List<Policy> policies = new ArrayList<>();
    addTls13(policies, List.of("-2021-06", "-PQ-2025-09"), Group.TLS13, Group.CHACHA);
    addTls13(policies, List.of("-FIPS-2023-04", "-FIPS-PQ-2025-09"), Group.TLS13);
    addRfc9151(policies);
    addOlder(policies);
    return List.copyOf(policies);
  }

  private static void addTls13(List<Policy> policies, List<String> endings, Group... tls13) {
    boolean fips = tls13.length == 1;
    for (String ending : endings) {
      boolean quantum = ending.contains("PQ");
      add(policies, "TLS13-1-3" + ending, 3, tls13);
      add(policies, "TLS13-1-2-Res" + ending, 2, plus(tls13, Group.GCM));
      add(policies, "TLS13-1-2" + ending, 2, plus(tls13, Group.GCM, Group.SHA2));
      if (fips) {
        add(policies, "TLS13-1-2-Ext0" + ending, 2, plus(tls13, Group.GCM, Group.SHA2, Group.SHA1));
      }
      add(policies, "TLS13-1-2-Ext1" + ending, 2, plus(tls13, Group.GCM, Group.SHA2, Group.RSA2));
      Group[] everything = plus(tls13, Group.GCM, Group.SHA2, Group.SHA1, Group.RSA2, Group.RSA1);
      add(policies, "TLS13-1-2-Ext2" + ending, 2, everything);
      if (!quantum) {
        add(policies, "TLS13-1-1" + ending, 1, everything);
      }
      add(policies, "TLS13-1-0" + ending, 0, everything);
    }
  }

  private static Group[] plus(Group[] groups, Group... more) {
    return Stream.concat(Stream.of(groups), Stream.of(more)).toArray(Group[]::new);
  }

  private static void addRfc9151(List<Policy> policies) {
    List<String> tls13 = List.of("TLS_AES_256_GCM_SHA384");
    List<String> strong =
        List.of(
            "TLS_AES_256_GCM_SHA384",
            "ECDHE-ECDSA-AES256-GCM-SHA384",
            "ECDHE-RSA-AES256-GCM-SHA384");
    policies.add(new Policy(PREFIX + "TLS13-1-3-RFC9151-FIPS-2023-07", protocols(3), tls13));
    policies.add(new Policy(PREFIX + "TLS13-1-2-RFC9151-FIPS-2023-07", protocols(2), strong));
    policies.add(
        new Policy(
            PREFIX + "TLS13-1-2-Ext0-RFC9151-FIPS-2023-07",
            protocols(2),
            Stream.concat(strong.stream(), Stream.of("AES256-GCM-SHA384")).toList()));
  }

  private static void addOlder(List<Policy> policies) {
    Group[] eighteen = {Group.GCM, Group.SHA2, Group.SHA1, Group.RSA2, Group.RSA1};
    addUpTo12(policies, "2016-08", 0, eighteen);
    addUpTo12(policies, "2015-05", 0, eighteen);
    addUpTo12(policies, "TLS-1-2-Ext-2018-06", 2, eighteen);
    addUpTo12(policies, "TLS-1-2-2017-01", 2, Group.GCM, Group.SHA2, Group.RSA2);
    addUpTo12(policies, "TLS-1-1-2017-01", 1, eighteen);
    addUpTo12(policies, "TLS-1-0-2015-04", 0, plus(eighteen, Group.DES));
    addUpTo12(policies, "FS-1-2-Res-2020-10", 2, Group.GCM);
    addUpTo12(policies, "FS-1-2-Res-2019-08", 2, Group.GCM, Group.SHA2);
    addUpTo12(policies, "FS-1-2-2019-08", 2, Group.GCM, Group.SHA2, Group.SHA1);
    addUpTo12(policies, "FS-1-1-2019-08", 1, Group.GCM, Group.SHA2, Group.SHA1);
    addUpTo12(policies, "FS-2018-06", 0, Group.GCM, Group.SHA2, Group.SHA1);
  }

  private static void add(List<Policy> policies, String name, int lowest, Group... groups) {
    policies.add(new Policy(PREFIX + name, protocols(lowest), ciphers(groups)));
  }

  private static void addUpTo12(List<Policy> policies, String name, int lowest, Group... groups) {
    List<String> protocols =
        protocols(lowest).stream().filter(protocol -> !protocol.equals("TLSv1.3")).toList();
    policies.add(new Policy(PREFIX + name, protocols, ciphers(groups)));
  }

  /// @param lowest the minor version of the lowest TLS version
  private static List<String> protocols(int lowest) {
    return List.of("TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3").subList(lowest, 4);
  }

  private static List<String> ciphers(Group... groups) {
    List<Group> wanted = List.of(groups);
    return ORDER.stream().filter(cipher -> wanted.contains(Group.of(cipher))).toList();
  }
}
