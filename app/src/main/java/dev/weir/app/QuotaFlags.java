package dev.weir.app;

import dev.weir.store.Quota;
import dev.weir.store.Quotas;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Reads `--quota NAME=NUMBER`.
final class QuotaFlags {
  private QuotaFlags() {}

  /// @throws UserError when one names no quota that AWS adjusts, or no number
  static Quotas read(List<String> flags) {
    Map<Quota, Integer> values = new EnumMap<>(Quota.class);
    for (String flag : flags) {
      String name = flag.split("=", 2)[0];
      Quota quota =
          Quota.named(name)
              .filter(Quota::adjustable)
              .orElseThrow(() -> wrong(flag, "one of " + adjustable() + ", with =NUMBER"));
      values.put(quota, number(flag, flag.substring(name.length())));
    }
    return Quotas.of(values);
  }

  private static int number(String flag, String equalsNumber) {
    if (!equalsNumber.matches("=0*[1-9][0-9]{0,8}")) {
      throw wrong(flag, flag.split("=", 2)[0] + "=NUMBER, from 1 to 999999999");
    }
    return Integer.parseInt(equalsNumber.substring(1));
  }

  private static UserError wrong(String flag, String expected) {
    return new UserError("--quota " + flag + " is no quota (expected: " + expected + ").");
  }

  private static String adjustable() {
    return Arrays.stream(Quota.values())
        .filter(Quota::adjustable)
        .map(Quota::awsName)
        .collect(Collectors.joining(", "));
  }
}
