package dev.weir.controller.deploy;

import dev.weir.planner.stack.ListenerSpec;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.MutualAuthenticationAttributes;

/// Mutual TLS settings of a listener; switched off and absent are the same.
final class MutualAuthentication {
  private MutualAuthentication() {}

  static MutualAuthenticationAttributes sdk(ListenerSpec.MutualAuthentication spec) {
    String trustStore = spec.trustStoreArn();
    return MutualAuthenticationAttributes.builder()
        .mode(spec.mode())
        .trustStoreArn(trustStore == null || trustStore.isEmpty() ? null : trustStore)
        .ignoreClientCertificateExpiry(
            spec.mode().equals("verify") ? spec.ignoreClientCertificateExpiry() : null)
        .advertiseTrustStoreCaNames(spec.advertiseTrustStoreCaNames())
        .build();
  }

  static boolean isOff(@Nullable MutualAuthenticationAttributes observed) {
    return observed == null || observed.mode() == null || observed.mode().equals("off");
  }

  static boolean isSame(
      ListenerSpec.MutualAuthentication spec, @Nullable MutualAuthenticationAttributes observed) {
    if (spec.mode().equals("off") || observed == null || isOff(observed)) {
      return spec.mode().equals("off") && isOff(observed);
    }
    return spec.mode().equals(observed.mode())
        && text(spec.trustStoreArn()).equals(text(observed.trustStoreArn()))
        && Boolean.TRUE.equals(spec.ignoreClientCertificateExpiry())
            == Boolean.TRUE.equals(observed.ignoreClientCertificateExpiry())
        && (spec.advertiseTrustStoreCaNames() == null
            || spec.advertiseTrustStoreCaNames()
                .equals(observed.advertiseTrustStoreCaNamesAsString()));
  }

  private static String text(@Nullable String value) {
    return Objects.requireNonNullElse(value, "");
  }
}
