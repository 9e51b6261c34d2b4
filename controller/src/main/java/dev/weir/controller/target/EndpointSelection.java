package dev.weir.controller.target;

import java.util.List;

/// The endpoints of a Service port that should be targets now.
///
/// @param mayGrow some endpoint could not be judged yet, because its pod is not in the cache
public record EndpointSelection(List<Endpoint> endpoints, boolean mayGrow) {
  public EndpointSelection {
    endpoints = List.copyOf(endpoints);
  }
}
