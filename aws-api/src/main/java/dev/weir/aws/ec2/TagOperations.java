package dev.weir.aws.ec2;

import dev.weir.aws.wire.AwsException;
import dev.weir.aws.wire.Operation;
import dev.weir.aws.wire.OperationContext;
import dev.weir.store.ElbStore;
import dev.weir.store.StateView;
import dev.weir.store.Table;
import dev.weir.store.Tables;
import dev.weir.store.TagSet;
import dev.weir.store.Tags;
import dev.weir.store.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.CreateTagsRequest;
import software.amazon.awssdk.services.ec2.model.CreateTagsResponse;
import software.amazon.awssdk.services.ec2.model.DeleteTagsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteTagsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeTagsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeTagsResponse;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagDescription;

/// `CreateTags`, `DeleteTags`, `DescribeTags` of EC2 resources.
final class TagOperations {
  private record Kind(String resourceType, Table<?> table) {}

  /// Resource types by the prefix of their ids.
  private static final Map<String, Kind> KINDS =
      Map.of(
          "vpc", new Kind("vpc", Tables.VPCS),
          "subnet", new Kind("subnet", Tables.SUBNETS),
          "rtb", new Kind("route-table", Tables.ROUTE_TABLES),
          "igw", new Kind("internet-gateway", Tables.INTERNET_GATEWAYS),
          "sg", new Kind("security-group", Tables.SECURITY_GROUPS),
          "i", new Kind("instance", Tables.INSTANCES),
          "eni", new Kind("network-interface", Tables.NETWORK_INTERFACES));

  private final ElbStore store;

  TagOperations(ElbStore store) {
    this.store = store;
  }

  List<Operation> all() {
    return List.of(
        Operation.of(
            "CreateTags", CreateTagsRequest.class, CreateTagsRequest::builder, this::create),
        Operation.of(
            "DeleteTags", DeleteTagsRequest.class, DeleteTagsRequest::builder, this::delete),
        Operation.of(
            "DescribeTags",
            DescribeTagsRequest.class,
            DescribeTagsRequest::builder,
            this::describe));
  }

  private CreateTagsResponse create(OperationContext context, CreateTagsRequest request) {
    Map<String, String> tags = Ec2Tags.read(request.tags());
    return store.write(transaction -> {
      for (String resource : request.resources()) {
        checkThere(transaction, resource);
        transaction.tags().add(resource, tags);
      }
      return CreateTagsResponse.builder().build();
    });
  }

  private static void checkThere(StateView state, String resource) {
    if (resource.startsWith("sgr-")) {
      return;
    }
    Kind kind =
        kind(resource)
            .orElseThrow(
                () -> new AwsException("InvalidID", "The ID '" + resource + "' is not valid"));
    if (state.find(kind.table(), resource).isEmpty()) {
      throw new AwsException("InvalidID", "The ID '" + resource + "' is not valid");
    }
  }

  private static Optional<Kind> kind(String resource) {
    return Optional.ofNullable(KINDS.get(resource.split("-", 2)[0]));
  }

  private DeleteTagsResponse delete(OperationContext context, DeleteTagsRequest request) {
    return store.write(transaction -> {
      for (String resource : request.resources()) {
        checkThere(transaction, resource);
        delete(transaction, resource, request.tags());
      }
      return DeleteTagsResponse.builder().build();
    });
  }

  /// Without tags, all go; a tag with a value goes only when it has that value.
  private static void delete(Transaction transaction, String resource, List<Tag> tags) {
    if (tags.isEmpty()) {
      transaction.tags().forget(resource);
      return;
    }
    Map<String, String> there = Tags.of(transaction, resource);
    List<String> gone = new ArrayList<>();
    for (Tag tag : tags) {
      if (tag.value() == null || tag.value().equals(there.get(tag.key()))) {
        gone.add(tag.key());
      }
    }
    transaction.tags().remove(resource, gone);
  }

  private record OneTag(String resource, String type, String key, String value) {}

  private DescribeTagsResponse describe(OperationContext context, DescribeTagsRequest request) {
    StateView state = store.state();
    List<OneTag> all = new ArrayList<>();
    for (TagSet set : state.all(Tables.TAGS).values()) {
      kind(set.resource())
          .filter(kind -> !set.resource().startsWith("arn:"))
          .ifPresent(kind ->
              set.tags()
                  .forEach((key, value) ->
                      all.add(new OneTag(set.resource(), kind.resourceType(), key, value))));
    }
    Filters<OneTag> filters =
        new Filters<>(
            state,
            OneTag::resource,
            Map.of(
                "resource-id", Filters.single(OneTag::resource),
                "resource-type", Filters.single(OneTag::type),
                "key", Filters.single(OneTag::key),
                "value", Filters.single(OneTag::value)));
    Tokens<OneTag> page =
        Tokens.of(filters.apply(all, request.filters()), request.nextToken(), request.maxResults());
    return DescribeTagsResponse.builder()
        .tags(
            page.items().stream()
                .map(tag ->
                    TagDescription.builder()
                        .resourceId(tag.resource())
                        .resourceType(tag.type())
                        .key(tag.key())
                        .value(tag.value())
                        .build())
                .toList())
        .nextToken(page.nextToken())
        .build();
  }
}
