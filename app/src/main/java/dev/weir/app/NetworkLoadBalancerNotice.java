package dev.weir.app;

import dev.weir.elb.Arn;
import dev.weir.elb.ElbSnapshot;
import dev.weir.elb.LoadBalancer;
import dev.weir.elb.LoadBalancerType;
import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import dev.weir.kube.object.StatusException;
import dev.weir.kube.registry.BuiltInTypes;
import dev.weir.kube.store.KubeStore;
import dev.weir.store.ElbStore;
import dev.weir.store.Tags;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/// Tells on the Service, where `kubectl describe` shows it, that its Network Load Balancer carries
/// no traffic: the API knows it, the data plane does not serve it.
final class NetworkLoadBalancerNotice {
  private static final Logger LOG = LoggerFactory.getLogger(NetworkLoadBalancerNotice.class);

  static final String TEXT =
      "this Network Load Balancer exists in the AWS API only: Weir carries no TCP, UDP or TLS"
          + " traffic yet";

  private static final String STACK_TAG = "service.k8s.aws/stack";

  private final ElbStore balancers;
  private final KubeStore objects;
  private final Clock clock;
  private final Set<Arn> told = new HashSet<>();

  NetworkLoadBalancerNotice(ElbStore balancers, KubeStore objects, Clock clock) {
    this.balancers = balancers;
    this.objects = objects;
    this.clock = clock;
  }

  /// Called with every snapshot, by one thread at a time.
  void look(ElbSnapshot snapshot) {
    told.retainAll(snapshot.loadBalancers().keySet());
    for (LoadBalancer each : snapshot.loadBalancers().values()) {
      if (each.type() == LoadBalancerType.NETWORK && told.add(each.arn())) {
        String stack = Tags.of(balancers.state(), each.arn().value()).get(STACK_TAG);
        if (stack != null && stack.contains("/")) {
          tell(stack.substring(0, stack.indexOf('/')), stack.substring(stack.indexOf('/') + 1));
        }
      }
    }
  }

  private void tell(String namespace, String name) {
    objects
        .get(BuiltInTypes.SERVICE, namespace, name)
        .ifPresent(service -> {
          String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
          ObjectNode event = Json.object();
          Meta.of(event)
              .put("namespace", namespace)
              .put("name", name + "." + Long.toHexString(clock.millis()));
          Json.child(event, "involvedObject")
              .put("apiVersion", "v1")
              .put("kind", "Service")
              .put("namespace", namespace)
              .put("name", name)
              .put("uid", Meta.uid(service));
          Json.child(event, "source").put("component", "weir");
          event
              .put("type", "Warning")
              .put("reason", "NoDataPlane")
              .put("message", TEXT)
              .put("firstTimestamp", now)
              .put("lastTimestamp", now)
              .put("count", 1);
          try {
            objects.create(BuiltInTypes.EVENT, event);
          } catch (StatusException e) {
            LOG.debug("no event on Service {}/{}: {}", namespace, name, e.getMessage());
          }
        });
  }
}
