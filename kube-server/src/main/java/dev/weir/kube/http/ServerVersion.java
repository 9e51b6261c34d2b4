package dev.weir.kube.http;

import dev.weir.kube.object.Json;
import tools.jackson.databind.node.ObjectNode;

/// The Kubernetes version whose API is spoken; kubectl's skew warning and Google's kubectl
/// dispatcher read it.
final class ServerVersion {
  static final String GIT = "v1.33.1";

  private ServerVersion() {}

  static ObjectNode json() {
    return Json.object()
        .put("major", "1")
        .put("minor", "33")
        .put("gitVersion", GIT)
        .put("gitCommit", "weir")
        .put("gitTreeState", "clean")
        .put("buildDate", "2026-01-01T00:00:00Z")
        .put("goVersion", "go1.24")
        .put("compiler", "gc")
        .put("platform", "linux/amd64");
  }
}
