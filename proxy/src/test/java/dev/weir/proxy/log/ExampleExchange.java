package dev.weir.proxy.log;

import dev.weir.elb.Arn;
import dev.weir.elb.Listener;
import dev.weir.elb.LoadBalancer;
import dev.weir.elb.RegisteredTarget;
import dev.weir.elb.RuleAction;
import dev.weir.proxy.exchange.ConnectionView;
import dev.weir.proxy.exchange.ExchangeView;
import dev.weir.proxy.exchange.TargetEndpoint;
import dev.weir.proxy.exchange.TargetSelection;
import dev.weir.proxy.health.Groups;
import dev.weir.routing.RequestTransforms;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// The exchange of the access log documentation's first example, for tests to change.
public final class ExampleExchange implements ExchangeView, ConnectionView {
  private static final InetSocketAddress CLIENT = new InetSocketAddress("192.168.131.39", 2817);

  public final TargetSelection selection = new TargetSelection();
  public LoadBalancer loadBalancer = Groups.loadBalancer();
  public Listener listener = Groups.listener(new RuleAction.FixedResponse(200, "", ""));
  public long sent = 1_000_000;
  public long response = 2_000_000;
  public long end = 2_500_000;
  public int status = 200;
  public int targetStatus = 200;
  public int priority = 0;
  public String actions = "forward";
  public String redirect = "";
  public String reason = "";
  public boolean upgraded;
  public @Nullable Object observed;
  public RequestTransforms.@Nullable Transformed transformed;

  private record Endpoint(Arn targetGroup, RegisteredTarget target, InetSocketAddress address)
      implements TargetEndpoint {}

  public ExampleExchange() {
    Arn group = Arn.targetGroup("us-east-2", "123456789012", "my-targets", "73e2d6bc24d8a067");
    selection.targetGroup = group;
    selection.endpoint =
        new Endpoint(group, Groups.target("10.0.0.1", 80), new InetSocketAddress("10.0.0.1", 80));
  }

  /// Nothing was sent to a target.
  public ExampleExchange answeredByLoadBalancer(int newStatus, String newActions) {
    selection.clear();
    sent = 0;
    response = 0;
    targetStatus = 0;
    status = newStatus;
    actions = newActions;
    return this;
  }

  @Override
  public LoadBalancer loadBalancer() {
    return loadBalancer;
  }

  @Override
  public Listener listener() {
    return listener;
  }

  @Override
  public ConnectionView connection() {
    return this;
  }

  @Override
  public String zone() {
    return selection.zone == null ? "" : selection.zone;
  }

  @Override
  public TargetSelection selection() {
    return selection;
  }

  @Override
  public long startNanos() {
    return 500_000;
  }

  @Override
  public long sentNanos() {
    return sent;
  }

  @Override
  public long responseNanos() {
    return response;
  }

  @Override
  public long endNanos() {
    return end;
  }

  @Override
  public long receivedBytes() {
    return 34;
  }

  @Override
  public long sentBytes() {
    return 366;
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public int targetStatus() {
    return targetStatus;
  }

  @Override
  public int rulePriority() {
    return priority;
  }

  @Override
  public String actionsExecuted() {
    return actions;
  }

  @Override
  public String redirectUrl() {
    return redirect;
  }

  @Override
  public String errorReason() {
    return reason;
  }

  @Override
  public String classification() {
    return "";
  }

  @Override
  public String classificationReason() {
    return "";
  }

  @Override
  public boolean invalidHeaderFields() {
    return false;
  }

  @Override
  public boolean http2() {
    return false;
  }

  @Override
  public boolean upgraded() {
    return upgraded;
  }

  @Override
  public RequestTransforms.@Nullable Transformed transformed() {
    return transformed;
  }

  @Override
  public @Nullable Object observed() {
    return observed;
  }

  @Override
  public InetSocketAddress client() {
    return CLIENT;
  }

  @Override
  public int listenerPort() {
    return 80;
  }

  @Override
  public String tlsProtocol() {
    return "";
  }

  @Override
  public String tlsCipher() {
    return "";
  }

  @Override
  public String serverName() {
    return "";
  }

  @Override
  public String keyExchange() {
    return "";
  }

  @Override
  public java.security.cert.@Nullable X509Certificate clientCertificate() {
    return null;
  }

  @Override
  public long establishedNanos() {
    return 0;
  }

  @Override
  public @Nullable Arn certificate() {
    return null;
  }

  @Override
  public boolean sessionReused() {
    return false;
  }

  @Override
  public long handshakeNanos() {
    return 0;
  }

  /// One method for both views: the trace id of the request and of the connection differ by use.
  @Override
  public String traceId() {
    return "TID_1234abcd5678ef90";
  }
}
