package dev.weir.kube.validate;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The syntax of names, each with what the API server says of a wrong one: no element is no error.
///
/// Texts of `k8s.io/apimachinery/pkg/util/validation`.
final class DnsNames {
  private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
  private static final String DOMAIN = LABEL + "(\\." + LABEL + ")*";
  private static final Pattern DNS_LABEL = Pattern.compile(LABEL);
  private static final Pattern SUBDOMAIN = Pattern.compile(DOMAIN);
  private static final Pattern WILDCARD = Pattern.compile("\\*\\." + DOMAIN);
  private static final Pattern SERVICE = Pattern.compile("[a-z]([-a-z0-9]*[a-z0-9])?");
  private static final String QUALIFIED = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
  private static final Pattern QUALIFIED_PART = Pattern.compile(QUALIFIED);
  private static final Pattern LABEL_VALUE = Pattern.compile("(" + QUALIFIED + ")?");
  private static final Pattern CONFIG_KEY = Pattern.compile("[-._a-zA-Z0-9]+");
  private static final String SUBDOMAIN_TEXT =
      "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.',"
          + " and must start and end with an alphanumeric character (e.g. 'example.com', regex used"
          + " for validation is '"
          + DOMAIN
          + "')";
  private static final String LABEL_TEXT =
      "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must"
          + " start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used"
          + " for validation is '"
          + LABEL
          + "')";
  private static final String SERVICE_TEXT =
      "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an"
          + " alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or"
          + " 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";
  private static final String WILDCARD_TEXT =
      "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which"
          + " must consist of lower case alphanumeric characters, '-' or '.' and end with an"
          + " alphanumeric character (e.g. '*.example.com', regex used for validation is '\\*\\."
          + DOMAIN
          + "')";
  private static final String QUALIFIED_TEXT =
      "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an"
          + " alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for"
          + " validation is '"
          + QUALIFIED
          + "')";
  private static final String LABEL_VALUE_TEXT =
      "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.',"
          + " and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',"
          + "  or '12345', regex used for validation is '("
          + QUALIFIED
          + ")?')";

  private DnsNames() {}

  static List<String> label(String name) {
    return check(name, 63, DNS_LABEL, LABEL_TEXT);
  }

  static List<String> subdomain(String name) {
    return check(name, 253, SUBDOMAIN, SUBDOMAIN_TEXT);
  }

  static List<String> wildcard(String name) {
    return check(name, 253, WILDCARD, WILDCARD_TEXT);
  }

  static List<String> service(String name) {
    return check(name, 63, SERVICE, SERVICE_TEXT);
  }

  static List<String> labelValue(String value) {
    return check(value, 63, LABEL_VALUE, LABEL_VALUE_TEXT);
  }

  /// Keys of ConfigMaps and Secrets.
  static List<String> configKey(String key) {
    return check(
        key,
        253,
        CONFIG_KEY,
        "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g."
            + " 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is"
            + " '[-._a-zA-Z0-9]+')");
  }

  /// Keys of labels and annotations: `name` or `prefix/name`.
  static List<String> qualified(String key) {
    String[] parts = key.split("/", -1);
    if (parts.length > 2) {
      return List.of(
          "a qualified name "
              + QUALIFIED_TEXT
              + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')");
    }
    List<String> errors = new ArrayList<>();
    if (parts.length == 2) {
      if (parts[0].isEmpty()) {
        errors.add("prefix part must be non-empty");
      } else {
        subdomain(parts[0]).forEach(error -> errors.add("prefix part " + error));
      }
    }
    String name = parts[parts.length - 1];
    if (name.isEmpty()) {
      errors.add("name part must be non-empty");
    } else {
      check(name, 63, QUALIFIED_PART, QUALIFIED_TEXT)
          .forEach(error -> errors.add("name part " + error));
    }
    return errors;
  }

  /// Names of container ports, and `targetPort`s that are names.
  static List<String> portName(String name) {
    List<String> errors = new ArrayList<>();
    if (name.length() > 15) {
      errors.add("must be no more than 15 bytes");
    }
    if (!name.matches("[-a-z0-9]+")) {
      errors.add("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)");
    }
    if (!name.matches(".*[a-z].*")) {
      errors.add("must contain at least one letter (a-z)");
    }
    if (name.contains("--")) {
      errors.add("must not contain consecutive hyphens");
    }
    if (name.startsWith("-") || name.endsWith("-")) {
      errors.add("must not begin or end with a hyphen");
    }
    return errors;
  }

  private static List<String> check(String name, int most, Pattern pattern, String text) {
    List<String> errors = new ArrayList<>();
    if (name.length() > most) {
      errors.add("must be no more than " + most + " bytes");
    }
    if (!pattern.matcher(name).matches()) {
      errors.add(text);
    }
    return errors;
  }
}
