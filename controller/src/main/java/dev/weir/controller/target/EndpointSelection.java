package dev.weir.controller.target;

import java.util.List;

/// The endpoints of a Service port that should be targets now.
///
/// @param isUnsettled some endpoint could not be judged yet: its pod is not in the cache, or the
///   cache and the EndpointSlice disagree about it, because one of them is not up to date
public record EndpointSelection(List<Endpoint> endpoints, boolean isUnsettled) {
  public EndpointSelection {
    endpoints = List.copyOf(endpoints);
  }
}
