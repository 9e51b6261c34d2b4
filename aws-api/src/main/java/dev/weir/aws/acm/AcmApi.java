package dev.weir.aws.acm;

import dev.weir.aws.wire.AwsService;
import dev.weir.aws.wire.Protocol;
import dev.weir.store.ElbStore;

/// The AWS Certificate Manager API, version 2015-12-08.
public final class AcmApi {
  private AcmApi() {}

  public static AwsService of(ElbStore store) {
    return AwsService.of(
        "AWS Certificate Manager",
        "CertificateManager",
        new Protocol.Json("ValidationException"),
        new IssueOperations(store).all(),
        new CertificateOperations(store).all(),
        new CertificateTagOperations(store).all());
  }
}
