package dev.weir.planner.crd;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/// The kind has a status, with nothing in it.
@JsonIgnoreProperties(ignoreUnknown = true)
public record IngressClassParamsStatus() {}
