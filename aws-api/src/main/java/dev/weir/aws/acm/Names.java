package dev.weir.aws.acm;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/// The DNS names that a certificate is for.
final class Names {
  private static final int DNS_NAME = 2;

  private Names() {}

  /// The subject's common name first, then the alternative names.
  static List<String> of(X509Certificate certificate) {
    Set<String> names = new LinkedHashSet<>();
    commonName(certificate, names);
    try {
      Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
      if (alternatives != null) {
        for (List<?> name : alternatives) {
          if (name.getFirst().equals(DNS_NAME)) {
            names.add(String.valueOf(name.get(1)));
          }
        }
      }
    } catch (CertificateParsingException e) {
      throw Pem.invalid("The certificate's alternative names cannot be read: " + e.getMessage());
    }
    return List.copyOf(names);
  }

  private static void commonName(X509Certificate certificate, Set<String> names) {
    try {
      for (Rdn rdn : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
        if (rdn.getType().equalsIgnoreCase("CN")) {
          names.add(String.valueOf(rdn.getValue()));
        }
      }
    } catch (InvalidNameException e) {
      throw Pem.invalid("The certificate's subject cannot be read: " + e.getMessage());
    }
  }
}
