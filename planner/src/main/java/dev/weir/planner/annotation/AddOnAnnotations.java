package dev.weir.planner.annotation;

import dev.weir.planner.annotation.Annotation.Merge;
import dev.weir.planner.annotation.Annotation.Type;
import dev.weir.planner.annotation.Annotation.Where;
import java.util.List;

/// Annotations: protection of the load balancer by other AWS services.
public final class AddOnAnnotations {

  public static final Annotation WAFV2_ACL_ARN =
      new Annotation(
          Annotation.INGRESS_PREFIX + "wafv2-acl-arn",
          Type.STRING,
          "the association is left alone",
          Where.INGRESS,
          Merge.EXCLUSIVE,
          "arn:aws:wafv2:eu-west-1:1:regional/webacl/a/1",
          "The WAFv2 web ACL by ARN; none takes it off.");

  public static final Annotation WAFV2_ACL_NAME =
      new Annotation(
          Annotation.INGRESS_PREFIX + "wafv2-acl-name",
          Type.STRING,
          "the association is left alone",
          Where.INGRESS,
          Merge.EXCLUSIVE,
          "my-acl",
          "The WAFv2 web ACL by name; beats wafv2-acl-arn; none takes it off.");

  public static final Annotation WAF_ACL_ID =
      new Annotation(
          Annotation.INGRESS_PREFIX + "waf-acl-id",
          Type.STRING,
          "the association is left alone",
          Where.INGRESS,
          Merge.EXCLUSIVE,
          "499e8b99-6671-4614-a86d-adb1810b7fbe",
          "The WAF Classic web ACL by id; none takes it off.");

  public static final Annotation WEB_ACL_ID =
      new Annotation(
          Annotation.INGRESS_PREFIX + "web-acl-id",
          Type.STRING,
          "the association is left alone",
          Where.INGRESS,
          Merge.EXCLUSIVE,
          "499e8b99-6671-4614-a86d-adb1810b7fbe",
          "Deprecated name of waf-acl-id, read only without it.");

  public static final Annotation SHIELD_ADVANCED_PROTECTION =
      new Annotation(
          Annotation.INGRESS_PREFIX + "shield-advanced-protection",
          Type.BOOL,
          "the protection is left alone",
          Where.INGRESS,
          Merge.EXCLUSIVE,
          "true",
          "Whether Shield Advanced protects the load balancer.");

  static final List<Annotation> ALL =
      List.of(WAFV2_ACL_ARN, WAFV2_ACL_NAME, WAF_ACL_ID, WEB_ACL_ID, SHIELD_ADVANCED_PROTECTION);

  private AddOnAnnotations() {}
}
