package dev.weir.aws.waf;

import dev.weir.aws.wire.AwsException;
import dev.weir.aws.wire.AwsService;
import dev.weir.aws.wire.Operation;
import dev.weir.aws.wire.OperationContext;
import dev.weir.aws.wire.Protocol;
import dev.weir.store.ElbStore;
import dev.weir.store.StateView;
import dev.weir.store.Tables;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.shield.model.CreateProtectionRequest;
import software.amazon.awssdk.services.shield.model.CreateProtectionResponse;
import software.amazon.awssdk.services.shield.model.DeleteProtectionRequest;
import software.amazon.awssdk.services.shield.model.DeleteProtectionResponse;
import software.amazon.awssdk.services.shield.model.DescribeProtectionRequest;
import software.amazon.awssdk.services.shield.model.DescribeProtectionResponse;
import software.amazon.awssdk.services.shield.model.GetSubscriptionStateRequest;
import software.amazon.awssdk.services.shield.model.GetSubscriptionStateResponse;
import software.amazon.awssdk.services.shield.model.ListProtectionsRequest;
import software.amazon.awssdk.services.shield.model.ListProtectionsResponse;
import software.amazon.awssdk.services.shield.model.Protection;

/// The Shield Advanced API, version 2016-06-02, with an active subscription.
public final class ShieldApi {
  private final ElbStore store;

  private ShieldApi(ElbStore store) {
    this.store = store;
  }

  public static AwsService of(ElbStore store) {
    return AwsService.of(
        "AWS Shield",
        "AWSShield_20160616",
        new Protocol.Json("InvalidParameterException"),
        new ShieldApi(store).all());
  }

  private List<Operation> all() {
    return List.of(
        Operation.of(
            "GetSubscriptionState",
            GetSubscriptionStateRequest.class,
            GetSubscriptionStateRequest::builder,
            (context, request) ->
                GetSubscriptionStateResponse.builder().subscriptionState("ACTIVE").build()),
        Operation.of(
            "CreateProtection",
            CreateProtectionRequest.class,
            CreateProtectionRequest::builder,
            this::create),
        Operation.of(
            "DescribeProtection",
            DescribeProtectionRequest.class,
            DescribeProtectionRequest::builder,
            this::describe),
        Operation.of(
            "ListProtections",
            ListProtectionsRequest.class,
            ListProtectionsRequest::builder,
            this::list),
        Operation.of(
            "DeleteProtection",
            DeleteProtectionRequest.class,
            DeleteProtectionRequest::builder,
            this::delete));
  }

  private CreateProtectionResponse create(
      OperationContext context, CreateProtectionRequest request) {
    String id = UUID.randomUUID().toString();
    return store.write(transaction -> {
      if (transaction.find(Tables.LOAD_BALANCERS, request.resourceArn()).isEmpty()) {
        throw new AwsException(
            "InvalidResourceException",
            "The resource '" + request.resourceArn() + "' does not exist");
      }
      if (find(transaction, null, request.resourceArn()).isPresent()) {
        throw new AwsException(
            "ResourceAlreadyExistsException",
            "A protection of '" + request.resourceArn() + "' already exists");
      }
      transaction.put(
          Tables.PROTECTIONS,
          new dev.weir.store.world.Protection(
              id,
              request.name(),
              request.resourceArn(),
              "arn:aws:shield::" + store.config().account() + ":protection/" + id));
      return CreateProtectionResponse.builder().protectionId(id).build();
    });
  }

  private static Optional<dev.weir.store.world.Protection> find(
      StateView state, @Nullable String id, @Nullable String resourceArn) {
    return state.all(Tables.PROTECTIONS).values().stream()
        .filter(each -> each.id().equals(id) || each.resourceArn().equals(resourceArn))
        .findFirst();
  }

  private DescribeProtectionResponse describe(
      OperationContext context, DescribeProtectionRequest request) {
    return DescribeProtectionResponse.builder()
        .protection(
            find(store.state(), request.protectionId(), request.resourceArn())
                .map(ShieldApi::write)
                .orElseThrow(ShieldApi::notFound))
        .build();
  }

  private ListProtectionsResponse list(OperationContext context, ListProtectionsRequest request) {
    return ListProtectionsResponse.builder()
        .protections(
            store.state().all(Tables.PROTECTIONS).values().stream().map(ShieldApi::write).toList())
        .build();
  }

  private static Protection write(dev.weir.store.world.Protection protection) {
    return Protection.builder()
        .id(protection.id())
        .name(protection.name())
        .resourceArn(protection.resourceArn())
        .protectionArn(protection.arn())
        .build();
  }

  private DeleteProtectionResponse delete(
      OperationContext context, DeleteProtectionRequest request) {
    return store.write(transaction -> {
      if (transaction.find(Tables.PROTECTIONS, request.protectionId()).isEmpty()) {
        throw notFound();
      }
      transaction.remove(Tables.PROTECTIONS, request.protectionId());
      return DeleteProtectionResponse.builder().build();
    });
  }

  private static AwsException notFound() {
    return new AwsException(
        "ResourceNotFoundException", "The referenced protection does not exist.");
  }
}
