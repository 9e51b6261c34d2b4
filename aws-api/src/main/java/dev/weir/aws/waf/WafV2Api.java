package dev.weir.aws.waf;

import dev.weir.aws.wire.AwsException;
import dev.weir.aws.wire.AwsService;
import dev.weir.aws.wire.Operation;
import dev.weir.aws.wire.OperationContext;
import dev.weir.aws.wire.Protocol;
import dev.weir.store.ElbStore;
import dev.weir.store.Tables;
import dev.weir.store.world.WebAcl;
import dev.weir.store.world.WebAclAssociation;
import java.util.List;
import java.util.UUID;
import software.amazon.awssdk.services.wafv2.model.AllowAction;
import software.amazon.awssdk.services.wafv2.model.AssociateWebAclRequest;
import software.amazon.awssdk.services.wafv2.model.AssociateWebAclResponse;
import software.amazon.awssdk.services.wafv2.model.BlockAction;
import software.amazon.awssdk.services.wafv2.model.CreateWebAclRequest;
import software.amazon.awssdk.services.wafv2.model.CreateWebAclResponse;
import software.amazon.awssdk.services.wafv2.model.DefaultAction;
import software.amazon.awssdk.services.wafv2.model.DeleteWebAclRequest;
import software.amazon.awssdk.services.wafv2.model.DeleteWebAclResponse;
import software.amazon.awssdk.services.wafv2.model.DisassociateWebAclRequest;
import software.amazon.awssdk.services.wafv2.model.DisassociateWebAclResponse;
import software.amazon.awssdk.services.wafv2.model.GetWebAclForResourceRequest;
import software.amazon.awssdk.services.wafv2.model.GetWebAclForResourceResponse;
import software.amazon.awssdk.services.wafv2.model.ListWebAcLsRequest;
import software.amazon.awssdk.services.wafv2.model.ListWebAcLsResponse;
import software.amazon.awssdk.services.wafv2.model.WebACL;
import software.amazon.awssdk.services.wafv2.model.WebACLSummary;

/// The WAFv2 API, version 2019-07-29: web ACLs by name and what they are associated with.
public final class WafV2Api {
  static final String GENERATION = "WAFV2";

  private final ElbStore store;
  private final Associations associations;

  private WafV2Api(ElbStore store) {
    this.store = store;
    this.associations = new Associations(store, GENERATION, "WAFNonexistentItemException");
  }

  public static AwsService of(ElbStore store) {
    WafV2Api api = new WafV2Api(store);
    return AwsService.of(
        "AWS WAFV2",
        "AWSWAF_20190729",
        new Protocol.Json("WAFInvalidParameterException"),
        api.all());
  }

  private List<Operation> all() {
    return List.of(
        Operation.of(
            "CreateWebACL", CreateWebAclRequest.class, CreateWebAclRequest::builder, this::create),
        Operation.of(
            "DeleteWebACL", DeleteWebAclRequest.class, DeleteWebAclRequest::builder, this::delete),
        Operation.of(
            "ListWebACLs", ListWebAcLsRequest.class, ListWebAcLsRequest::builder, this::list),
        Operation.of(
            "AssociateWebACL",
            AssociateWebAclRequest.class,
            AssociateWebAclRequest::builder,
            this::associate),
        Operation.of(
            "DisassociateWebACL",
            DisassociateWebAclRequest.class,
            DisassociateWebAclRequest::builder,
            this::disassociate),
        Operation.of(
            "GetWebACLForResource",
            GetWebAclForResourceRequest.class,
            GetWebAclForResourceRequest::builder,
            this::forResource));
  }

  private CreateWebAclResponse create(OperationContext context, CreateWebAclRequest request) {
    String id = UUID.randomUUID().toString();
    boolean regional = request.scopeAsString().equals("REGIONAL");
    String arn =
        "arn:aws:wafv2:"
            + (regional ? store.config().region() : "us-east-1")
            + ":"
            + store.config().account()
            + (regional ? ":regional" : ":global")
            + "/webacl/"
            + request.name()
            + "/"
            + id;
    WebAcl created =
        new WebAcl(
            arn,
            id,
            request.name(),
            request.description() == null ? "" : request.description(),
            GENERATION,
            request.scopeAsString(),
            request.defaultAction().block() == null ? "ALLOW" : "BLOCK",
            UUID.randomUUID().toString());
    store.write(transaction -> {
      boolean taken =
          transaction.all(Tables.WEB_ACLS).values().stream()
              .anyMatch(other ->
                  other.generation().equals(GENERATION)
                      && other.name().equals(created.name())
                      && other.scope().equals(created.scope()));
      if (taken) {
        throw new AwsException(
            "WAFDuplicateItemException",
            "AWS WAF couldn't perform the operation because some resource in your request is a"
                + " duplicate of an existing one.");
      }
      transaction.put(Tables.WEB_ACLS, created);
      return created;
    });
    return CreateWebAclResponse.builder().summary(summary(created)).build();
  }

  private DeleteWebAclResponse delete(OperationContext context, DeleteWebAclRequest request) {
    return store.write(transaction -> {
      WebAcl found =
          transaction.all(Tables.WEB_ACLS).values().stream()
              .filter(each -> each.id().equals(request.id()) && each.name().equals(request.name()))
              .findFirst()
              .orElseThrow(associations::notFound);
      boolean used =
          transaction.all(Tables.WEB_ACL_ASSOCIATIONS).values().stream()
              .anyMatch(each -> each.webAcl().equals(found.arn()));
      if (used) {
        throw new AwsException(
            "WAFAssociatedItemException",
            "AWS WAF couldn't perform the operation because your resource is being used by"
                + " another resource or it's associated with another resource.");
      }
      transaction.remove(Tables.WEB_ACLS, found.arn());
      return DeleteWebAclResponse.builder().build();
    });
  }

  private ListWebAcLsResponse list(OperationContext context, ListWebAcLsRequest request) {
    return ListWebAcLsResponse.builder()
        .webACLs(
            store.state().all(Tables.WEB_ACLS).values().stream()
                .filter(each ->
                    each.generation().equals(GENERATION)
                        && each.scope().equals(request.scopeAsString()))
                .map(WafV2Api::summary)
                .toList())
        .build();
  }

  private static WebACLSummary summary(WebAcl acl) {
    return WebACLSummary.builder()
        .arn(acl.arn())
        .id(acl.id())
        .name(acl.name())
        .description(acl.description())
        .lockToken(acl.lockToken())
        .build();
  }

  private AssociateWebAclResponse associate(
      OperationContext context, AssociateWebAclRequest request) {
    associations.associate(request.resourceArn(), request.webACLArn(), WebAcl::arn);
    return AssociateWebAclResponse.builder().build();
  }

  private DisassociateWebAclResponse disassociate(
      OperationContext context, DisassociateWebAclRequest request) {
    associations.disassociate(request.resourceArn());
    return DisassociateWebAclResponse.builder().build();
  }

  private GetWebAclForResourceResponse forResource(
      OperationContext context, GetWebAclForResourceRequest request) {
    GetWebAclForResourceResponse.Builder written = GetWebAclForResourceResponse.builder();
    associations
        .of(request.resourceArn())
        .map(WebAclAssociation::webAcl)
        .flatMap(arn -> store.state().find(Tables.WEB_ACLS, arn))
        .ifPresent(acl -> written.webACL(webAcl(acl)));
    return written.build();
  }

  private static WebACL webAcl(WebAcl acl) {
    DefaultAction action =
        acl.defaultAction().equals("BLOCK")
            ? DefaultAction.builder().block(BlockAction.builder().build()).build()
            : DefaultAction.builder().allow(AllowAction.builder().build()).build();
    return WebACL.builder()
        .arn(acl.arn())
        .id(acl.id())
        .name(acl.name())
        .description(acl.description())
        .defaultAction(action)
        .rules(List.of())
        .capacity(0L)
        .build();
  }
}
