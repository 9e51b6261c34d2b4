package dev.weir.aws;

import dev.weir.aws.elbv2.TrustStoreContents;
import dev.weir.aws.objects.ObjectApi;
import dev.weir.aws.objects.ObjectDirectory;
import dev.weir.aws.wire.AwsError;
import dev.weir.aws.wire.AwsException;
import dev.weir.aws.wire.AwsService;
import dev.weir.aws.wire.Operation;
import dev.weir.aws.wire.OperationContext;
import dev.weir.aws.wire.Protocol;
import dev.weir.aws.wire.Signature;
import dev.weir.aws.wire.SignatureRefused;
import dev.weir.aws.wire.SignatureVerifier;
import dev.weir.aws.wire.SignatureWords;
import dev.weir.aws.wire.WireRequest;
import dev.weir.aws.wire.WireResponse;
import dev.weir.elb.TargetHealthSource;
import dev.weir.store.ElbStore;
import dev.weir.store.StoreError;
import dev.weir.store.StoreException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.SdkPojo;

/// Finds the operation that a request is for, runs it and writes its answer.
///
/// JSON requests name their service and operation in `X-Amz-Target`; Query requests by the
/// parameters `Version` and `Action`.
final class Dispatcher {
  private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
  private static final Protocol FALLBACK =
      new Protocol.Query("http://webservices.amazon.com/AWSFault/2005-15-09");

  private static final Protocol FALLBACK_JSON = new Protocol.Json("ValidationException");

  private final Map<String, AwsService> services;
  private final Optional<SignatureVerifier> verifier;
  private final Optional<ObjectApi> objects;
  private final TrustStoreContents contents;

  Dispatcher(AwsApiConfig config, ElbStore store, TargetHealthSource health) {
    Optional<ObjectDirectory> directory = config.objects().map(ObjectDirectory::new);
    this.contents = new TrustStoreContents(store);
    this.objects = directory.map(ObjectApi::new);
    this.services =
        Services.all(store, health, directory, contents).stream()
            .collect(Collectors.toMap(AwsService::key, Function.identity()));
    this.verifier =
        config.credentials().isEmpty()
            ? Optional.empty()
            : Optional.of(new SignatureVerifier(config.credentials(), store.config().clock()));
  }

  WireResponse answer(WireRequest request) {
    String requestId = UUID.randomUUID().toString();
    Protocol protocol = FALLBACK;
    try {
      Optional<WireResponse> file = contents.answer(request, requestId);
      if (file.isPresent()) {
        return file.get();
      }
      if (objects.isPresent() && ObjectApi.isFor(request)) {
        return objectAnswer(objects.get(), request, requestId);
      }
      Target target = target(request);
      protocol =
          target
              .service()
              .map(AwsService::protocol)
              .orElse(isJson(request) ? FALLBACK_JSON : FALLBACK);
      verifier.ifPresent(each -> each.verify(request));
      return withId(run(target, request, requestId), requestId);
    } catch (AwsException e) {
      return withId(protocol.writeError(e.error(), requestId), requestId);
    } catch (SignatureRefused e) {
      return withId(
          protocol.writeError(SignatureWords.of(protocol).error(e), requestId), requestId);
    } catch (StoreException e) {
      return withId(protocol.writeError(error(e), requestId), requestId);
    } catch (RuntimeException e) {
      log.atError().addKeyValue("requestId", requestId).setCause(e).log("An operation failed");
      AwsError failure =
          new AwsError("InternalFailure", 500, "The request failed: " + e.getClass().getName());
      return withId(protocol.writeError(failure, requestId), requestId);
    }
  }

  private WireResponse objectAnswer(ObjectApi api, WireRequest request, String requestId) {
    try {
      verifier.ifPresent(each -> each.verify(request));
      return withId(api.answer(request, requestId), requestId);
    } catch (SignatureRefused e) {
      return withId(ObjectApi.error(SignatureWords.OBJECTS.error(e), requestId), requestId);
    } catch (AwsException e) {
      return withId(ObjectApi.error(e.error(), requestId), requestId);
    }
  }

  private static WireResponse withId(WireResponse answer, String requestId) {
    return answer.with("x-amzn-RequestId", requestId);
  }

  private static AwsError error(StoreException e) {
    int status = e.error() == StoreError.UNAVAILABLE ? 503 : 400;
    return new AwsError(e.error().code(), status, String.valueOf(e.getMessage()));
  }

  private record Target(Optional<AwsService> service, String key, String action) {}

  private Target target(WireRequest request) {
    Optional<String> header = request.header("x-amz-target");
    if (header.isPresent()) {
      int dot = header.get().lastIndexOf('.');
      String key = header.get().substring(0, Math.max(dot, 0));
      return new Target(
          Optional.ofNullable(services.get(key)), key, header.get().substring(dot + 1));
    }
    String version = request.form().text("Version");
    String action = request.form().text("Action");
    String key = version == null ? "" : version;
    return new Target(Optional.ofNullable(services.get(key)), key, action == null ? "" : action);
  }

  private static boolean isJson(WireRequest request) {
    return request.header("x-amz-target").isPresent();
  }

  private String names() {
    return services.values().stream()
        .map(AwsService::name)
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private WireResponse run(Target target, WireRequest request, String requestId) {
    AwsService service =
        target
            .service()
            .orElseThrow(() ->
                new AwsException(
                    isJson(request) ? "UnknownOperationException" : "InvalidAction",
                    "Could not find operation "
                        + target.action()
                        + " for version "
                        + target.key()
                        + ". Weir speaks: "
                        + names()));
    Operation operation =
        service.operation(target.action()).orElseThrow(() -> unknown(service, target.action()));
    Object input = service.protocol().read(operation.builder().get(), request);
    String accessKey = Signature.of(request).map(Signature::accessKeyId).orElse("");
    OperationContext context =
        new OperationContext(requestId, accessKey, request.header("host").orElse(""));
    SdkPojo output = operation.body().apply(context, input);
    return service.protocol().write(operation.name(), output, requestId);
  }

  private static AwsException unknown(AwsService service, String action) {
    if (action.isEmpty()) {
      return new AwsException(
          "MissingAction", "The request is missing an action or a required parameter.");
    }
    String knows =
        " Weir knows of "
            + service.name()
            + ": "
            + String.join(", ", service.operations().keySet());
    return switch (service.protocol()) {
      case Protocol.Query _ ->
          new AwsException(
              "InvalidAction",
              "Could not find operation " + action + " for version " + service.key() + "." + knows);
      case Protocol.Ec2Query _ ->
          new AwsException(
              "InvalidAction",
              "The action " + action + " is not valid for this web service." + knows);
      case Protocol.Json _ ->
          new AwsException(
              "UnknownOperationException", "There is no operation " + action + "." + knows);
    };
  }
}
