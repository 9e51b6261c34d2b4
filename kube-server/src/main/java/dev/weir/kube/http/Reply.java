package dev.weir.kube.http;

import tools.jackson.databind.node.ObjectNode;

/// A whole JSON answer.
record Reply(int status, ObjectNode body) {
  static Reply ok(ObjectNode body) {
    return new Reply(200, body);
  }
}
