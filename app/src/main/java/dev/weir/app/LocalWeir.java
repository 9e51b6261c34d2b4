package dev.weir.app;

import dev.weir.aws.AwsApiConfig;
import dev.weir.aws.AwsApiServer;
import dev.weir.aws.wire.Credentials;
import dev.weir.console.ConsoleConfig;
import dev.weir.console.ConsoleServer;
import dev.weir.console.JournalSource;
import dev.weir.console.Sources;
import dev.weir.controller.journal.ReconcileJournal;
import dev.weir.elb.ElbSnapshot;
import dev.weir.proxy.engine.Applied;
import dev.weir.store.ElbStore;
import dev.weir.store.JournalException;
import dev.weir.store.LocalWorld;
import dev.weir.store.StoreConfig;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/// The composition root of `weir up`: everything in one process, wired by plain constructors.
///
/// Started in the direction of the data flow and stopped in reverse: first nobody changes anything
/// any more, then requests end, then state is closed.
final class LocalWeir implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LocalWeir.class);
  private static final String LOCALHOST = "127.0.0.1";
  static final String REGION = "eu-west-1";

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final DataDirectory directory;
  private final LocalOptions options;
  private final LoopbackAddressBook addressBook = LoopbackAddressBook.ofThisMachine();
  private final StatusReport statusReport = new StatusReport(addressBook);
  private final Changes changes = new Changes();
  private final AtomicReference<Serving> serving = new AtomicReference<>(Serving.NOTHING);
  private final Credentials ownKey = new Credentials("weir", UUID.randomUUID().toString());
  private RunFile run;

  private LocalWeir(DataDirectory directory, LocalOptions options) {
    this.directory = directory;
    this.options = options;
    this.run = new RunFile(ProcessHandle.current().pid(), false, "", "", "", "", "");
  }

  /// Starts everything; when a part fails, what was started is stopped again.
  ///
  /// @param asGiven the data directory as the user named it, for commands to copy
  static LocalWeir start(DataDirectory directory, Path asGiven, LocalOptions options) {
    LocalWeir weir = new LocalWeir(directory, options);
    try {
      weir.compose(asGiven);
      return weir;
    } catch (RuntimeException e) {
      weir.close();
      throw e;
    }
  }

  RunFile run() {
    return run;
  }

  List<String> notes() {
    return StatusReport.machineNotes(addressBook);
  }

  private void compose(Path asGiven) {
    LocalCluster cluster = closing(LocalCluster.start(directory, options, addressBook));
    ElbStore store = closing(openStore());
    LocalWorld.seed(store, LocalWorld.CLUSTER, cluster.nodeInstances());
    TrafficPlane traffic = closing(TrafficPlane.start(addressBook, directory, options));
    AwsApiServer aws = closing(startAws(store, traffic));
    NetworkLoadBalancerNotice notice = cluster.notice(store);
    closing(
        new DataPlane(
            store,
            traffic.proxy(),
            (snapshot, applied) -> {
              served(snapshot, applied);
              notice.look(snapshot);
            }));
    URI kubernetes = URI.create("http://" + LOCALHOST + ":" + cluster.port());
    URI endpoint = URI.create("http://" + LOCALHOST + ":" + aws.port());
    Optional<Control> control =
        options.controller
            ? Optional.of(startControl(cluster, kubernetes, endpoint))
            : Optional.empty();
    cluster.onChange(changes::tell);
    traffic.onHealthChange(changes::tell);
    JournalSource journal = control.map(this::journal).orElse(JournalSource.NONE);
    ConsoleServer console = closing(startConsole(kubernetes, endpoint, traffic, journal));
    Kubeconfig.write(directory.kubeconfig(), kubernetes.toString());
    run =
        new RunFile(
            ProcessHandle.current().pid(),
            true,
            asGiven.resolve("kubeconfig").toString(),
            kubernetes.toString(),
            endpoint.toString(),
            "http://" + LOCALHOST + ":" + console.port(),
            control.map(each -> each.metrics().toString()).orElse(""));
    directory.write(RunFile.NAME, run);
  }

  private Control startControl(LocalCluster cluster, URI kubernetes, URI endpoint) {
    Control control =
        closing(
            Ports.started(
                "the controller's metrics",
                options.metricsPort,
                "--metrics-port",
                () -> Control.start(kubernetes, endpoint, ownCredentials(), options.metricsPort)));
    cluster.ask(control.controller().admission());
    return control;
  }

  private JournalSource journal(Control control) {
    ReconcileJournal journal = control.controller().journal();
    journal.listen(_ -> changes.tell());
    return new ConsoleJournal(journal);
  }

  /// What the parts of this process sign with; nobody else knows it.
  private StaticCredentialsProvider ownCredentials() {
    return StaticCredentialsProvider.create(
        AwsBasicCredentials.create(ownKey.accessKeyId(), ownKey.secretAccessKey()));
  }

  private ElbStore openStore() {
    try {
      return ElbStore.open(
          StoreConfig.in(directory.elb())
              .withAddressRange(options.loadBalancerRange)
              .withQuotas(QuotaFlags.read(options.quotas))
              .withProvisioningDelay(Duration.ofSeconds(options.provisioningDelay)));
    } catch (JournalException e) {
      throw new UserError(
          e.getMessage() + ". Move " + directory.elb() + " away to start afresh.", e);
    }
  }

  private AwsApiServer startAws(ElbStore store, TrafficPlane traffic) {
    AwsApiConfig open =
        AwsApiConfig.onPort(options.awsPort).withObjects(directory.root().resolve("objects"));
    AwsApiConfig config =
        options.credentials().map(key -> open.withCredentials(ownKey, key)).orElse(open);
    return Ports.started(
        "the AWS endpoint",
        options.awsPort,
        "--aws-port",
        () -> AwsApiServer.start(config, store, traffic.health()));
  }

  private ConsoleServer startConsole(
      URI kubernetes, URI endpoint, TrafficPlane traffic, JournalSource journal) {
    ConsoleConfig config =
        new ConsoleConfig(
                options.consolePort,
                Optional.of(endpoint),
                REGION,
                Optional.of(
                    new ConfigBuilder(Config.empty())
                        .withMasterUrl(kubernetes.toString())
                        .withRequestRetryBackoffLimit(0)
                        .build()))
            .withCredentials(ownCredentials());
    Sources sources =
        new Sources(
            changes,
            traffic.source(),
            journal,
            new LocalRequestExplainer(serving::get, traffic.watched()),
            traffic.metrics(() -> serving.get().snapshot()));
    return Ports.started(
        "the console",
        options.consolePort,
        "--console-port",
        () -> ConsoleServer.start(config, sources));
  }

  private void served(ElbSnapshot snapshot, Applied applied) {
    serving.set(new Serving(snapshot, applied));
    directory.write(StatusFile.NAME, statusReport.of(snapshot, applied));
    changes.tell();
  }

  private <T extends AutoCloseable> T closing(T part) {
    parts.push(part);
    return part;
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      AutoCloseable part = parts.pop();
      try {
        part.close();
      } catch (Exception e) {
        LOG.warn("stopping {}: {}", part.getClass().getSimpleName(), e.toString());
      }
    }
    directory.delete(RunFile.NAME);
    directory.delete(StatusFile.NAME);
  }
}
