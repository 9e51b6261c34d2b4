package dev.weir.aws.wire;

import java.util.function.BiFunction;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;

/// One action of an AWS API.
///
/// @param name the action on the wire
/// @param builder an empty builder of its request
/// @param body what it does: context and request in, response out
public record Operation(
    String name, Supplier<SdkPojo> builder, BiFunction<OperationContext, Object, SdkPojo> body) {

  /// @param requestType what `builder` builds
  public static <I, O extends SdkPojo> Operation of(
      String name,
      Class<I> requestType,
      Supplier<? extends SdkPojo> builder,
      BiFunction<OperationContext, I, O> body) {
    return new Operation(
        name, builder::get, (context, request) -> body.apply(context, requestType.cast(request)));
  }
}
