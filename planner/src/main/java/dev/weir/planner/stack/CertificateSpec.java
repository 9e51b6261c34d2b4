package dev.weir.planner.stack;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/// A certificate to request from ACM.
///
/// @param type `AMAZON_ISSUED` or `PRIVATE`
/// @param certificateAuthorityArn empty unless private
/// @param keyAlgorithm empty for the default
public record CertificateSpec(
    String type,
    @JsonProperty("certificateAuthorityARN") String certificateAuthorityArn,
    String domainName,
    List<String> subjectAlternativeNames,
    String validationMethod,
    String keyAlgorithm,
    Map<String, String> tags)
    implements ResourceSpec {

  public CertificateSpec {
    subjectAlternativeNames = List.copyOf(subjectAlternativeNames);
    tags = Map.copyOf(tags);
  }

  @Override
  public ResourceType resourceType() {
    return ResourceType.CERTIFICATE;
  }
}
