package dev.weir.kube.forward;

import dev.weir.kube.object.Json;
import dev.weir.kube.pod.PodAddresses;
import dev.weir.kube.registry.BuiltInTypes;
import dev.weir.kube.store.KubeStore;
import io.helidon.common.buffers.BufferData;
import io.helidon.http.HttpPrologue;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.spi.Http1Upgrader;
import io.helidon.webserver.spi.ServerConnection;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Upgrades `POST .../pods/<name>/portforward` to SPDY/3.1, the protocol of `kubectl port-forward`.
///
/// Newer clients try SPDY within a WebSocket first and then this. A pod that is not there, or not
/// running, is left to the ordinary answer.
public final class PortForward implements Http1Upgrader {
  private static final Pattern PATH =
      Pattern.compile("/api/v1/namespaces/([^/]+)/pods/([^/]+)/portforward");
  private static final String SWITCHING =
      """
      HTTP/1.1 101 Switching Protocols\r
      Connection: Upgrade\r
      Upgrade: SPDY/3.1\r
      X-Stream-Protocol-Version: portforward.k8s.io\r
      \r
      """;

  private final KubeStore store;
  private final PodAddresses addresses;

  /// @param addresses where the pods' addresses are really bound
  public PortForward(KubeStore store, PodAddresses addresses) {
    this.store = store;
    this.addresses = addresses;
  }

  @Override
  public String supportedProtocol() {
    return "SPDY/3.1";
  }

  @Override
  public @Nullable ServerConnection upgrade(
      ConnectionContext context, HttpPrologue prologue, WritableHeaders<?> headers) {
    Matcher path = PATH.matcher(prologue.uriPath().path());
    if (!path.matches()) {
      return null;
    }
    Optional<String> address = address(path.group(1), path.group(2));
    if (address.isEmpty()) {
      return null;
    }
    IntFunction<InetSocketAddress> bound = port -> addresses.bound(address.get(), port);
    context.dataWriter().writeNow(BufferData.create(SWITCHING.getBytes(StandardCharsets.US_ASCII)));
    return new ForwardConnection(context, bound);
  }

  private Optional<String> address(String namespace, String name) {
    return store
        .get(BuiltInTypes.POD, namespace, name)
        .map((ObjectNode pod) -> Json.text(pod, "status", "podIP"))
        .filter(ip -> !ip.isEmpty());
  }
}
