package dev.weir.controller.admission;

import dev.weir.planner.crd.IngressClassParams;
import dev.weir.planner.crd.IngressClassParamsSpec.SubnetSelector;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/// What is wrong with IngressClassParams, field by field, in the form of the Kubernetes API's own
/// field errors.
public final class IngressClassParamsAdmission {
  private IngressClassParamsAdmission() {}

  /// Every error; empty when the object may be stored.
  public static List<String> validate(IngressClassParams params) {
    List<String> errors = new ArrayList<>();
    List<String> cidrs = params.getSpec().inboundCIDRs();
    for (int i = 0; i < cidrs.size(); i++) {
      checkCidr("spec.inboundCIDRs[" + i + "]", cidrs.get(i), errors);
    }
    SubnetSelector subnets = params.getSpec().subnets();
    if (subnets != null) {
      checkSubnets(subnets, errors);
    }
    return errors;
  }

  private static void checkCidr(String field, String cidr, List<String> errors) {
    int slash = cidr.indexOf('/');
    byte[] address = address(slash < 0 ? cidr : cidr.substring(0, slash));
    int length = slash < 0 ? -1 : length(cidr.substring(slash + 1));
    if (address.length == 0 || length < 0 || length > address.length * 8) {
      String hint = "";
      if (slash < 0 && address.length > 0) {
        hint = " (did you mean \"" + cidr + (address.length == 4 ? "/32" : "/64") + "\")";
      }
      errors.add(invalid(field, cidr, "Could not be parsed as a CIDR" + hint));
      return;
    }
    byte[] network = masked(address, length);
    if (!java.util.Arrays.equals(network, address)) {
      String right = text(network) + "/" + length;
      errors.add(
          invalid(
              field,
              cidr,
              "Network contains bits outside prefix (did you mean \"" + right + "\")"));
    }
  }

  private static void checkSubnets(SubnetSelector subnets, List<String> errors) {
    boolean ids = !subnets.ids().isEmpty();
    boolean tags = !subnets.tags().isEmpty();
    if (!ids && !tags) {
      errors.add("spec.subnets: Required value: must have either `ids` or `tags`");
    }
    if (ids && tags) {
      errors.add("spec.subnets: Forbidden: may not have both `ids` and `tags` set");
    }
    checkDuplicates("spec.subnets.ids", subnets.ids(), errors);
    new TreeMap<>(subnets.tags())
        .forEach(
            (key, values) -> checkDuplicates("spec.subnets.tags[" + key + "]", values, errors));
  }

  private static void checkDuplicates(String field, List<String> values, List<String> errors) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < values.size(); i++) {
      if (!seen.add(values.get(i))) {
        errors.add(field + "[" + i + "]: Duplicate value: \"" + values.get(i) + "\"");
      }
    }
  }

  private static String invalid(String field, String value, String detail) {
    return field + ": Invalid value: \"" + value + "\": " + detail;
  }

  /// Empty when it is no literal address.
  private static byte[] address(String text) {
    if (!text.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")
        || (!text.contains(":") && !text.matches("\\d{1,3}(\\.\\d{1,3}){3}"))) {
      return new byte[0];
    }
    try {
      return InetAddress.getByName(text).getAddress();
    } catch (UnknownHostException e) {
      return new byte[0];
    }
  }

  private static int length(String text) {
    return text.matches("\\d{1,3}") ? Integer.parseInt(text) : -1;
  }

  private static byte[] masked(byte[] address, int length) {
    byte[] network = address.clone();
    for (int bit = length; bit < network.length * 8; bit++) {
      network[bit / 8] &= (byte) ~(0x80 >> (bit % 8));
    }
    return network;
  }

  /// As Go prints it: the longest run of zero groups of an IPv6 address is left out.
  private static String text(byte[] address) {
    if (address.length == 4) {
      return (address[0] & 0xff)
          + "."
          + (address[1] & 0xff)
          + "."
          + (address[2] & 0xff)
          + "."
          + (address[3] & 0xff);
    }
    StringBuilder groups = new StringBuilder();
    for (int i = 0; i < 16; i += 2) {
      int group = (address[i] & 0xff) << 8 | (address[i + 1] & 0xff);
      groups.append(i == 0 ? "" : ":").append(Integer.toHexString(group));
    }
    return Ipv6Text.shortened(groups.toString());
  }
}
