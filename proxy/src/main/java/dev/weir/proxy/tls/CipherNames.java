package dev.weir.proxy.tls;

import java.util.HashMap;
import java.util.Map;

/// OpenSSL's cipher names, which the ELB API and headers use, and the IANA names, which Java uses.
final class CipherNames {
  private static final Map<String, String> TO_IANA = new HashMap<>();
  private static final Map<String, String> TO_OPENSSL = new HashMap<>();

  static {
    for (String auth : new String[] {"ECDSA", "RSA"}) {
      for (String bits : new String[] {"128", "256"}) {
        String sha2 = bits.equals("128") ? "SHA256" : "SHA384";
        String open = "ECDHE-" + auth + "-AES" + bits + "-";
        String iana = "TLS_ECDHE_" + auth + "_WITH_AES_" + bits + "_";
        add(open + "GCM-" + sha2, iana + "GCM_" + sha2);
        add(open + sha2, iana + "CBC_" + sha2);
        add(open + "SHA", iana + "CBC_SHA");
      }
    }
    for (String bits : new String[] {"128", "256"}) {
      String gcm = bits.equals("128") ? "SHA256" : "SHA384";
      add("AES" + bits + "-GCM-" + gcm, "TLS_RSA_WITH_AES_" + bits + "_GCM_" + gcm);
      add("AES" + bits + "-SHA256", "TLS_RSA_WITH_AES_" + bits + "_CBC_SHA256");
      add("AES" + bits + "-SHA", "TLS_RSA_WITH_AES_" + bits + "_CBC_SHA");
    }
    add("DES-CBC3-SHA", "TLS_RSA_WITH_3DES_EDE_CBC_SHA");
  }

  private CipherNames() {}

  private static void add(String openSsl, String iana) {
    TO_IANA.put(openSsl, iana);
    TO_OPENSSL.put(iana, openSsl);
  }

  /// The names of TLS 1.3 are the same in both worlds.
  static String iana(String openSsl) {
    return TO_IANA.getOrDefault(openSsl, openSsl);
  }

  static String openSsl(String iana) {
    return TO_OPENSSL.getOrDefault(iana, iana);
  }
}
