package dev.weir.aws.account;

import dev.weir.aws.wire.AwsException;
import dev.weir.aws.wire.AwsService;
import dev.weir.aws.wire.Operation;
import dev.weir.aws.wire.OperationContext;
import dev.weir.aws.wire.Protocol;
import dev.weir.store.ElbStore;
import dev.weir.store.Tables;
import dev.weir.store.TagSet;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.GetResourcesRequest;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.GetResourcesResponse;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.ResourceTagMapping;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.Tag;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.TagFilter;

/// The Resource Groups Tagging API, version 2017-01-26: resources with an ARN by their tags.
public final class TaggingApi {
  private static final int PAGE = 100;

  private final ElbStore store;

  private TaggingApi(ElbStore store) {
    this.store = store;
  }

  public static AwsService of(ElbStore store) {
    TaggingApi api = new TaggingApi(store);
    return AwsService.of(
        "AWS Resource Groups Tagging API",
        "ResourceGroupsTaggingAPI_20170126",
        new Protocol.Json("InvalidParameterException"),
        List.of(
            Operation.of(
                "GetResources",
                GetResourcesRequest.class,
                GetResourcesRequest::builder,
                api::resources)));
  }

  private GetResourcesResponse resources(OperationContext context, GetResourcesRequest request) {
    String token = request.paginationToken() == null ? "" : request.paginationToken();
    int size = request.resourcesPerPage() == null ? PAGE : request.resourcesPerPage();
    if (size < 1 || size > PAGE) {
      throw new AwsException(
          "InvalidParameterException", "ResourcesPerPage must be between 1 and " + PAGE);
    }
    List<TagSet> found =
        store.state().all(Tables.TAGS).tailMap(token + '\0').values().stream()
            .filter(set -> set.resource().startsWith("arn:"))
            .filter(set -> ofType(set.resource(), request.resourceTypeFilters()))
            .filter(set ->
                !request.hasResourceARNList() || request.resourceARNList().contains(set.resource()))
            .filter(
                set -> request.tagFilters().stream().allMatch(filter -> has(set.tags(), filter)))
            .limit(size + 1L)
            .toList();
    boolean more = found.size() > size;
    List<TagSet> page = more ? found.subList(0, size) : found;
    return GetResourcesResponse.builder()
        .resourceTagMappingList(page.stream().map(TaggingApi::write).toList())
        .paginationToken(more ? page.getLast().resource() : "")
        .build();
  }

  /// A type is a service with, after a colon, the kind of resource.
  private static boolean ofType(String arn, List<String> types) {
    if (types.isEmpty()) {
      return true;
    }
    String[] parts = arn.split(":", 6);
    String kind = parts[5].split("[/:]", 2)[0];
    return types.contains(parts[2]) || types.contains(parts[2] + ":" + kind);
  }

  private static boolean has(Map<String, String> tags, TagFilter filter) {
    String value = tags.get(filter.key());
    return value != null && (filter.values().isEmpty() || filter.values().contains(value));
  }

  private static ResourceTagMapping write(TagSet set) {
    return ResourceTagMapping.builder()
        .resourceARN(set.resource())
        .tags(
            set.tags().entrySet().stream()
                .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList())
        .build();
  }
}
