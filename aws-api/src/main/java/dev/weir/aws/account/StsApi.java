package dev.weir.aws.account;

import dev.weir.aws.wire.AwsException;
import dev.weir.aws.wire.AwsService;
import dev.weir.aws.wire.Operation;
import dev.weir.aws.wire.OperationContext;
import dev.weir.aws.wire.Protocol;
import dev.weir.store.ElbStore;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityResponse;
import software.amazon.awssdk.services.sts.model.AssumedRoleUser;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/// The Security Token Service API, version 2011-06-15. Roles are not kept: every role may be
/// assumed by everybody, and its credentials are as good as none.
public final class StsApi {
  private static final String VERSION = "2011-06-15";

  private final ElbStore store;

  private StsApi(ElbStore store) {
    this.store = store;
  }

  public static AwsService of(ElbStore store) {
    return AwsService.of(
        "AWS Security Token Service",
        VERSION,
        new Protocol.Query("https://sts.amazonaws.com/doc/" + VERSION + "/"),
        new StsApi(store).all());
  }

  private List<Operation> all() {
    return List.of(
        Operation.of(
            "GetCallerIdentity",
            GetCallerIdentityRequest.class,
            GetCallerIdentityRequest::builder,
            this::callerIdentity),
        Operation.of(
            "AssumeRole", AssumeRoleRequest.class, AssumeRoleRequest::builder, this::assumeRole),
        Operation.of(
            "AssumeRoleWithWebIdentity",
            AssumeRoleWithWebIdentityRequest.class,
            AssumeRoleWithWebIdentityRequest::builder,
            this::assumeRoleWithWebIdentity));
  }

  private GetCallerIdentityResponse callerIdentity(
      OperationContext context, GetCallerIdentityRequest request) {
    String account = store.config().account();
    return GetCallerIdentityResponse.builder()
        .account(account)
        .arn("arn:aws:iam::" + account + ":root")
        .userId(account)
        .build();
  }

  private AssumeRoleResponse assumeRole(OperationContext context, AssumeRoleRequest request) {
    return AssumeRoleResponse.builder()
        .credentials(credentials(request.durationSeconds()))
        .assumedRoleUser(user(request.roleArn(), request.roleSessionName()))
        .packedPolicySize(0)
        .build();
  }

  private AssumeRoleWithWebIdentityResponse assumeRoleWithWebIdentity(
      OperationContext context, AssumeRoleWithWebIdentityRequest request) {
    return AssumeRoleWithWebIdentityResponse.builder()
        .credentials(credentials(request.durationSeconds()))
        .assumedRoleUser(user(request.roleArn(), request.roleSessionName()))
        .provider("local")
        .audience("sts.amazonaws.com")
        .build();
  }

  private Credentials credentials(@Nullable Integer durationSeconds) {
    String random = UUID.randomUUID().toString().replace("-", "").toUpperCase(Locale.ROOT);
    int seconds = durationSeconds == null ? 3600 : durationSeconds;
    return Credentials.builder()
        .accessKeyId("ASIA" + random.substring(0, 16))
        .secretAccessKey(random)
        .sessionToken(random + random)
        .expiration(store.config().clock().instant().plus(Duration.ofSeconds(seconds)))
        .build();
  }

  private static AssumedRoleUser user(String roleArn, String session) {
    if (!roleArn.matches("arn:[^:]+:iam::\\d{12}:role/.+")) {
      throw new AwsException("ValidationError", roleArn + " is invalid");
    }
    String assumed = roleArn.replace(":iam:", ":sts:").replace(":role/", ":assumed-role/");
    return AssumedRoleUser.builder()
        .arn(assumed + "/" + session)
        .assumedRoleId("AROA000000000000:" + session)
        .build();
  }
}
