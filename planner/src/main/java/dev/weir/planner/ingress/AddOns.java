package dev.weir.planner.ingress;

import dev.weir.planner.PlanError;
import dev.weir.planner.account.NamedLookup;
import dev.weir.planner.annotation.AddOnAnnotations;
import dev.weir.planner.annotation.Annotation;
import dev.weir.planner.annotation.GoText;
import dev.weir.planner.stack.ClassicWebAclAssociationSpec;
import dev.weir.planner.stack.ShieldProtectionSpec;
import dev.weir.planner.stack.Token;
import dev.weir.planner.stack.WebAclAssociationSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// Web ACLs and Shield protection of the Application Load Balancer. What no member mentions is left
/// as it is; `none` takes a web ACL off.
final class AddOns {

  private static final Token ARN = Token.loadBalancerArn(PlanContext.LOAD_BALANCER);

  private final PlanContext context;

  AddOns(PlanContext context) {
    this.context = context;
  }

  void build() {
    webAcl()
        .ifPresent(arn ->
            context.stack().add(PlanContext.LOAD_BALANCER, new WebAclAssociationSpec(arn, ARN)));
    classicWebAcl()
        .ifPresent(id ->
            context
                .stack()
                .add(PlanContext.LOAD_BALANCER, new ClassicWebAclAssociationSpec(id, ARN)));
    shield()
        .ifPresent(enabled ->
            context.stack().add(PlanContext.LOAD_BALANCER, new ShieldProtectionSpec(enabled, ARN)));
  }

  private Optional<String> webAcl() {
    List<ClassifiedIngress> members = context.members();
    Optional<String> name =
        only(
            MemberTexts.of(
                members, AddOnAnnotations.WAFV2_ACL_NAME, params -> params.wafv2AclName()),
            AddOnAnnotations.WAFV2_ACL_NAME,
            "conflicting WAFv2 WebACL names");
    if (name.isPresent()) {
      return Optional.of(
          isNone(name.get())
              ? ""
              : PlanError.naming(
                  AddOnAnnotations.WAFV2_ACL_NAME.key(),
                  () -> new NamedLookup(context.environment().account()).webAclArn(name.get())));
    }
    return only(
            MemberTexts.of(members, AddOnAnnotations.WAFV2_ACL_ARN, params -> params.wafv2AclArn()),
            AddOnAnnotations.WAFV2_ACL_ARN,
            "conflicting WAFv2 WebACL ARNs")
        .map(arn -> isNone(arn) ? "" : arn);
  }

  private Optional<String> classicWebAcl() {
    SortedSet<String> ids = new TreeSet<>();
    for (ClassifiedIngress member : context.members()) {
      member
          .annotations()
          .string(AddOnAnnotations.WAF_ACL_ID)
          .or(() -> member.annotations().string(AddOnAnnotations.WEB_ACL_ID))
          .ifPresent(ids::add);
    }
    return only(ids, AddOnAnnotations.WAF_ACL_ID, "conflicting WAFClassic WebACL IDs")
        .map(id -> isNone(id) ? "" : id);
  }

  private Optional<Boolean> shield() {
    Set<Boolean> explicit = new HashSet<>();
    for (ClassifiedIngress member : context.members()) {
      member
          .annotations()
          .bool(AddOnAnnotations.SHIELD_ADVANCED_PROTECTION)
          .ifPresent(explicit::add);
    }
    if (explicit.size() > 1) {
      throw PlanError.inField(
          AddOnAnnotations.SHIELD_ADVANCED_PROTECTION.key(),
          "conflicting enable shield advanced protection");
    }
    return explicit.stream().findFirst();
  }

  private static Optional<String> only(
      SortedSet<String> texts, Annotation annotation, String conflict) {
    if (texts.size() > 1) {
      throw PlanError.inField(annotation.key(), conflict + ": " + GoText.list(texts));
    }
    return texts.stream().findFirst();
  }

  private static boolean isNone(String text) {
    return text.equals("none");
  }
}
