package dev.weir.controller.deploy;

import dev.weir.controller.aws.AwsClients;
import dev.weir.controller.aws.ExpiringCache;
import dev.weir.controller.journal.Change;
import dev.weir.controller.network.SecurityGroups;
import dev.weir.planner.stack.CertificateSpec;
import dev.weir.planner.stack.LoadBalancerSpec;
import dev.weir.planner.stack.ResourceType;
import dev.weir.planner.stack.Stack;
import dev.weir.planner.stack.Token;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Makes what exists equal to a stack: one synthesizer per resource type, in the order of their
/// dependencies, then in reverse for what is to be deleted.
///
/// The first failure stops everything. Doing it twice makes no write call the second time, except
/// for OIDC actions, whose secret the API does not tell.
public final class StackDeployer {
  private final AwsClients aws;
  private final ElbInventory inventory;
  private final SecurityGroups securityGroups;
  private final KubernetesClient kubernetes;
  private final DeploySettings settings;
  private final Clock clock;
  private final Runnable collectGarbage;
  private final ExpiringCache<String, String> webAcls;
  private final ExpiringCache<String, String> classicWebAcls;
  private final ExpiringCache<String, Boolean> shieldSubscription;

  /// @param collectGarbage revokes rules on nodes and pods that nothing needs any more
  public StackDeployer(
      AwsClients aws,
      ElbInventory inventory,
      SecurityGroups securityGroups,
      KubernetesClient kubernetes,
      DeploySettings settings,
      Runnable collectGarbage,
      Clock clock) {
    this.aws = aws;
    this.inventory = inventory;
    this.securityGroups = securityGroups;
    this.kubernetes = kubernetes;
    this.settings = settings;
    this.collectGarbage = collectGarbage;
    this.clock = clock;
    this.webAcls = new ExpiringCache<>(clock);
    this.classicWebAcls = new ExpiringCache<>(clock);
    this.shieldSubscription = new ExpiringCache<>(clock);
  }

  /// The load balancers of a stack after deploying it: resource id to DNS name and ARN.
  public record Deployed(Map<String, Balancer> balancers) {
    /// Where a load balancer is reached.
    public record Balancer(String arn, String dnsName) {}

    public Deployed {
      balancers = Map.copyOf(balancers);
    }
  }

  /// @param changes receives what is changed, also when a later step fails
  public Deployed deploy(Stack stack, TrackingTags tracking, List<Change> changes) {
    Deployment deployment = new Deployment(stack, tracking, changes);
    if (!stack.specs(CertificateSpec.class).isEmpty()) {
      throw new IllegalStateException(
          "certificate management is not available: use alb.ingress.kubernetes.io/certificate-arn");
    }
    List<Synthesizer> synthesizers = synthesizers(deployment, tracking);
    synthesizers.forEach(Synthesizer::synthesize);
    synthesizers.reversed().forEach(Synthesizer::postSynthesize);
    return deployed(deployment);
  }

  private List<Synthesizer> synthesizers(Deployment deployment, TrackingTags tracking) {
    var elb = aws.elb();
    List<Synthesizer> steps = new ArrayList<>();
    steps.add(new SecurityGroupSynthesizer(deployment, securityGroups, settings, collectGarbage));
    if (tracking.prefix().equals("ingress.k8s.aws")) {
      steps.add(new FrontendTargetSynthesizer(deployment, elb, inventory));
    }
    steps.add(new TargetGroupSynthesizer(deployment, elb, inventory, settings));
    steps.add(new LoadBalancerSynthesizer(deployment, elb, inventory, settings, clock));
    steps.add(new ListenerSynthesizer(deployment, elb, inventory, settings));
    steps.add(new ListenerRuleSynthesizer(deployment, elb, inventory, settings));
    steps.add(new TargetGroupBindingSynthesizer(deployment, kubernetes, settings));
    if (settings.addOns().wafv2()) {
      steps.add(new WebAclSynthesizer(deployment, aws.wafv2(), webAcls));
    }
    if (settings.addOns().wafRegional()) {
      steps.add(new ClassicWebAclSynthesizer(deployment, aws.wafRegional(), classicWebAcls));
    }
    if (settings.addOns().shield()) {
      steps.add(new ShieldSynthesizer(deployment, aws.shield(), shieldSubscription));
    }
    return steps;
  }

  private static Deployed deployed(Deployment deployment) {
    Map<String, Deployed.Balancer> balancers = new TreeMap<>();
    for (String id : deployment.stack().specs(LoadBalancerSpec.class).keySet()) {
      String arn = deployment.resolve(Token.loadBalancerArn(id));
      String dns =
          deployment.resolve(new Token.Ref(ResourceType.LOAD_BALANCER, id, "status/dnsName"));
      balancers.put(id, new Deployed.Balancer(arn, dns));
    }
    return new Deployed(balancers);
  }
}
