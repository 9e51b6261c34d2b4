package dev.weir.aws.waf;

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
import software.amazon.awssdk.services.waf.model.AssociateWebAclRequest;
import software.amazon.awssdk.services.waf.model.AssociateWebAclResponse;
import software.amazon.awssdk.services.waf.model.CreateWebAclRequest;
import software.amazon.awssdk.services.waf.model.CreateWebAclResponse;
import software.amazon.awssdk.services.waf.model.DisassociateWebAclRequest;
import software.amazon.awssdk.services.waf.model.DisassociateWebAclResponse;
import software.amazon.awssdk.services.waf.model.GetChangeTokenRequest;
import software.amazon.awssdk.services.waf.model.GetChangeTokenResponse;
import software.amazon.awssdk.services.waf.model.GetWebAclForResourceRequest;
import software.amazon.awssdk.services.waf.model.GetWebAclForResourceResponse;
import software.amazon.awssdk.services.waf.model.ListWebAcLsRequest;
import software.amazon.awssdk.services.waf.model.ListWebAcLsResponse;
import software.amazon.awssdk.services.waf.model.WebACL;
import software.amazon.awssdk.services.waf.model.WebACLSummary;

/// The WAF Regional API, version 2016-11-28: the first generation of WAF.
public final class WafRegionalApi {
  private static final String GENERATION = "REGIONAL";

  private final ElbStore store;
  private final Associations associations;

  private WafRegionalApi(ElbStore store) {
    this.store = store;
    this.associations = new Associations(store, GENERATION, "WAFNonexistentItemException");
  }

  public static AwsService of(ElbStore store) {
    return AwsService.of(
        "AWS WAF Regional",
        "AWSWAF_Regional_20161128",
        new Protocol.Json("WAFInvalidParameterException"),
        new WafRegionalApi(store).all());
  }

  private List<Operation> all() {
    return List.of(
        Operation.of(
            "GetChangeToken",
            GetChangeTokenRequest.class,
            GetChangeTokenRequest::builder,
            (context, request) ->
                GetChangeTokenResponse.builder().changeToken(context.requestId()).build()),
        Operation.of(
            "CreateWebACL", CreateWebAclRequest.class, CreateWebAclRequest::builder, this::create),
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
    WebAcl created =
        new WebAcl(
            "arn:aws:waf-regional:"
                + store.config().region()
                + ":"
                + store.config().account()
                + ":webacl/"
                + id,
            id,
            request.name(),
            "",
            GENERATION,
            "REGIONAL",
            request.defaultAction().typeAsString(),
            "");
    store.write(transaction -> {
      transaction.put(Tables.WEB_ACLS, created);
      return created;
    });
    return CreateWebAclResponse.builder()
        .webACL(
            WebACL.builder()
                .webACLId(id)
                .name(created.name())
                .metricName(request.metricName())
                .defaultAction(request.defaultAction())
                .rules(List.of())
                .webACLArn(created.arn())
                .build())
        .changeToken(request.changeToken())
        .build();
  }

  private ListWebAcLsResponse list(OperationContext context, ListWebAcLsRequest request) {
    return ListWebAcLsResponse.builder()
        .webACLs(
            store.state().all(Tables.WEB_ACLS).values().stream()
                .filter(each -> each.generation().equals(GENERATION))
                .map(WafRegionalApi::summary)
                .toList())
        .build();
  }

  private static WebACLSummary summary(WebAcl acl) {
    return WebACLSummary.builder().webACLId(acl.id()).name(acl.name()).build();
  }

  private AssociateWebAclResponse associate(
      OperationContext context, AssociateWebAclRequest request) {
    associations.associate(request.resourceArn(), request.webACLId(), WebAcl::id);
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
        .flatMap(id ->
            store.state().all(Tables.WEB_ACLS).values().stream()
                .filter(each -> each.id().equals(id))
                .findFirst())
        .ifPresent(acl -> written.webACLSummary(summary(acl)));
    return written.build();
  }
}
