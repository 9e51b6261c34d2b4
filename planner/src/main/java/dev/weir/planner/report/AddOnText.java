package dev.weir.planner.report;

import dev.weir.planner.stack.CertificateSpec;
import dev.weir.planner.stack.ClassicWebAclAssociationSpec;
import dev.weir.planner.stack.ShieldProtectionSpec;
import dev.weir.planner.stack.Stack;
import dev.weir.planner.stack.WebAclAssociationSpec;

/// Web ACLs, Shield and requested certificates in words.
final class AddOnText {

  private AddOnText() {}

  static void write(Stack stack, Lines lines) {
    for (WebAclAssociationSpec spec : stack.specs(WebAclAssociationSpec.class).values()) {
      lines.add(1, "WAFv2 web ACL " + orNone(spec.webAclArn()));
    }
    for (ClassicWebAclAssociationSpec spec :
        stack.specs(ClassicWebAclAssociationSpec.class).values()) {
      lines.add(1, "WAF Classic web ACL " + orNone(spec.webAclId()));
    }
    for (ShieldProtectionSpec spec : stack.specs(ShieldProtectionSpec.class).values()) {
      lines.add(1, "Shield Advanced protection " + (spec.enabled() ? "on" : "off"));
    }
    for (CertificateSpec spec : stack.specs(CertificateSpec.class).values()) {
      lines.add(
          1, "Certificate to request for " + String.join(", ", spec.subjectAlternativeNames()));
    }
  }

  private static String orNone(String text) {
    return text.isEmpty() ? "none (taken off)" : text;
  }
}
