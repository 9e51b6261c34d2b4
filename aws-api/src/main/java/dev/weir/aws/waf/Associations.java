package dev.weir.aws.waf;

import dev.weir.aws.wire.AwsException;
import dev.weir.store.ElbStore;
import dev.weir.store.Tables;
import dev.weir.store.world.WebAcl;
import dev.weir.store.world.WebAclAssociation;
import java.util.Optional;
import java.util.function.Function;

/// Which web ACL of one WAF generation protects which load balancer.
record Associations(ElbStore store, String generation, String notFoundCode) {

  /// @param reference the web ACL's ARN or id
  /// @param key which of the two it is
  void associate(String resourceArn, String reference, Function<WebAcl, String> key) {
    store.write(transaction -> {
      boolean webAcl =
          transaction.all(Tables.WEB_ACLS).values().stream()
              .anyMatch(each ->
                  each.generation().equals(generation) && key.apply(each).equals(reference));
      boolean resource = transaction.find(Tables.LOAD_BALANCERS, resourceArn).isPresent();
      if (!webAcl || !resource) {
        throw notFound();
      }
      WebAclAssociation association = new WebAclAssociation(generation, resourceArn, reference);
      transaction.put(Tables.WEB_ACL_ASSOCIATIONS, association);
      return association;
    });
  }

  void disassociate(String resourceArn) {
    store.write(transaction -> {
      transaction.remove(
          Tables.WEB_ACL_ASSOCIATIONS, WebAclAssociation.keyOf(generation, resourceArn));
      return resourceArn;
    });
  }

  Optional<WebAclAssociation> of(String resourceArn) {
    return store
        .state()
        .find(Tables.WEB_ACL_ASSOCIATIONS, WebAclAssociation.keyOf(generation, resourceArn));
  }

  AwsException notFound() {
    return new AwsException(
        notFoundCode,
        "AWS WAF couldn't perform the operation because your resource doesn't exist.");
  }
}
