package dev.weir.bench;

import dev.weir.elb.AddressBook;
import dev.weir.elb.Arn;
import dev.weir.elb.Certificate;
import dev.weir.elb.ElbSnapshot;
import dev.weir.elb.HealthCheck;
import dev.weir.elb.Listener;
import dev.weir.elb.ListenerProtocol;
import dev.weir.elb.ListenerRule;
import dev.weir.elb.LoadBalancer;
import dev.weir.elb.LoadBalancerState;
import dev.weir.elb.LoadBalancerType;
import dev.weir.elb.ProtocolVersion;
import dev.weir.elb.RegisteredTarget;
import dev.weir.elb.RuleAction;
import dev.weir.elb.RuleCondition;
import dev.weir.elb.Target;
import dev.weir.elb.TargetGroup;
import dev.weir.elb.TargetGroupProtocol;
import dev.weir.elb.TargetType;
import dev.weir.proxy.Observers;
import dev.weir.proxy.Proxy;
import dev.weir.proxy.ProxyConfig;
import dev.weir.proxy.health.Pause;
import dev.weir.proxy.health.TargetHealthMonitor;
import dev.weir.proxy.log.TrafficLogs;
import dev.weir.proxy.metrics.TrafficStatistics;
import dev.weir.proxy.secret.InstallKey;
import dev.weir.proxy.target.TargetGroups;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Starts a proxy alone, for load runs: one HTTP and one HTTPS listener before one target.
///
/// Arguments: HTTP port, HTTPS port, target port, event loops, PEM files of certificate and key.
public final class ProxyMain {
  private static final String REGION = "eu-west-1";
  private static final String ACCOUNT = "000000000000";
  private static final Arn BALANCER =
      Arn.loadBalancer(REGION, ACCOUNT, LoadBalancerType.APPLICATION, "bench", "50dc6c495c0c9188");
  private static final Arn GROUP = Arn.targetGroup(REGION, ACCOUNT, "pods", "73e2d6bc24d8a067");

  private ProxyMain() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    int http = Integer.parseInt(arguments[0]);
    int https = Integer.parseInt(arguments[1]);
    int target = Integer.parseInt(arguments[2]);
    int loops = Integer.parseInt(arguments[3]);
    Certificate certificate = certificate(Path.of(arguments[4]), Path.of(arguments[5]));
    Proxy proxy = Proxy.start(everything(loops));
    var applied = proxy.apply(snapshot(http, https, target, certificate));
    if (!applied.failures().isEmpty()) {
      System.err.println(applied.failures());
      System.exit(1);
    }
    System.out.println("ready");
    Thread.currentThread().join();
  }

  /// The configuration of `weir up`: health checks, cookies, statistics and logs, of which the
  /// access log writes nothing unless the load balancer's attributes ask for it, as on AWS.
  private static ProxyConfig everything(int loops) throws IOException {
    Clock clock = Clock.systemUTC();
    Path directory = Files.createTempDirectory("weir-bench");
    TargetHealthMonitor monitor = new TargetHealthMonitor(AddressBook.IDENTITY, clock, Pause.SLEEP);
    InstallKey key = InstallKey.load(directory.resolve("install.key"));
    return ProxyConfig.plain(AddressBook.IDENTITY)
        .withEventLoops(loops)
        .withFrontDoor(null)
        .withSelectors(new TargetGroups(monitor, TargetGroups.Setup.real(key)))
        .withObserver(
            new Observers(
                new TrafficLogs(TrafficLogs.Settings.in(directory), clock, Pause.SLEEP),
                new TrafficStatistics(clock, Pause.SLEEP)));
  }

  private static Certificate certificate(Path chain, Path key) throws IOException {
    return new Certificate(
        Arn.of("acm", REGION, ACCOUNT, "certificate/bench"),
        List.of("localhost"),
        Instant.EPOCH,
        Instant.MAX,
        "EC_prime256v1",
        Files.readString(chain),
        Files.readString(key));
  }

  /// One HTTP listener before one target.
  static ElbSnapshot plainSnapshot(int http, int targetPort) {
    return snapshot(new int[] {http}, -1, targetPort, Optional.empty());
  }

  /// Two rules before the one that matches, as the peers have.
  static ElbSnapshot snapshot(int http, int https, int targetPort, Certificate certificate) {
    return snapshot(new int[] {http, https}, https, targetPort, Optional.of(certificate));
  }

  private static ElbSnapshot snapshot(
      int[] ports, int https, int targetPort, Optional<Certificate> certificate) {
    TreeMap<Arn, Listener> listeners = new TreeMap<>();
    TreeMap<Arn, List<ListenerRule>> rules = new TreeMap<>();
    for (int port : ports) {
      boolean secure = port == https;
      Arn arn = BALANCER.listener(String.format("%016x", port));
      listeners.put(
          arn,
          new Listener(
              arn,
              BALANCER,
              port,
              secure ? ListenerProtocol.HTTPS : ListenerProtocol.HTTP,
              List.of(new RuleAction.FixedResponse(404, "text/plain", "")),
              secure ? certificate.stream().map(Certificate::arn).toList() : List.of(),
              secure ? "ELBSecurityPolicy-TLS13-1-2-2021-06" : null,
              Optional.empty(),
              Optional.empty(),
              Map.of()));
      rules.put(
          arn, List.of(rule(arn, 1, "/api/*"), rule(arn, 2, "/static/*"), rule(arn, 3, "/*")));
    }
    TreeMap<Arn, LoadBalancer> balancers = new TreeMap<>();
    balancers.put(BALANCER, balancer());
    TreeMap<Arn, TargetGroup> groups = new TreeMap<>();
    groups.put(GROUP, group());
    TreeMap<Arn, Certificate> certificates = new TreeMap<>();
    certificate.ifPresent(one -> certificates.put(one.arn(), one));
    var target =
        new RegisteredTarget(
            Target.of("127.0.0.1", targetPort), "127.0.0.1", Instant.EPOCH, Optional.empty());
    return new ElbSnapshot(
        1,
        balancers,
        listeners,
        rules,
        groups,
        Map.of(GROUP, List.of(target)),
        certificates,
        new TreeMap<>());
  }

  private static ListenerRule rule(Arn listener, int priority, String path) {
    return new ListenerRule(
        listener.rule("r" + priority),
        listener,
        priority,
        List.of(new RuleCondition.PathPattern(List.of(path), List.of())),
        List.of(RuleAction.Forward.to(GROUP)),
        List.of());
  }

  private static LoadBalancer balancer() {
    return new LoadBalancer(
        BALANCER,
        "bench",
        LoadBalancerType.APPLICATION,
        "internal",
        "ipv4",
        "vpc-1",
        List.of(),
        List.of(),
        "bench.elb.localhost",
        "Z32O12XQLNTSW2",
        Instant.EPOCH,
        LoadBalancerState.ACTIVE,
        List.of("127.0.0.1"),
        Map.of(),
        LoadBalancer.Settings.NONE);
  }

  private static TargetGroup group() {
    return new TargetGroup(
        GROUP,
        "pods",
        TargetGroupProtocol.HTTP,
        ProtocolVersion.HTTP1,
        80,
        "vpc-1",
        TargetType.IP,
        "ipv4",
        new HealthCheck(
            true, TargetGroupProtocol.HTTP, "traffic-port", "/hello", "200", 30, 5, 5, 2),
        Optional.empty(),
        Map.of());
  }
}
