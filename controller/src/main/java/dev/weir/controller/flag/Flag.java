package dev.weir.controller.flag;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/// One flag of the controller: its name, default and meaning. [#all()] is the whole list.
///
/// @param name without the leading dashes
/// @param defaultText the default as a user would type it
public record Flag<T>(String name, String defaultText, FlagType<T> type, String doc) {
  private static final FlagType<String> TEXT = FlagType.TEXT;
  private static final FlagType<Boolean> BOOL = FlagType.BOOL;
  private static final FlagType<Integer> INT = FlagType.INT;
  private static final FlagType<Duration> DURATION = FlagType.DURATION;
  private static final FlagType<List<String>> LIST = FlagType.LIST;
  private static final FlagType<Map<String, String>> MAP = FlagType.MAP;

  public static final Flag<String> CLUSTER_NAME =
      flag("cluster-name", "", TEXT, "Kubernetes cluster name; required");
  public static final Flag<String> AWS_REGION =
      flag("aws-region", "", TEXT, "AWS region; default: from the environment");
  public static final Flag<String> AWS_VPC_ID = flag("aws-vpc-id", "", TEXT, "VPC of the cluster");
  public static final Flag<Map<String, String>> AWS_VPC_TAGS =
      flag("aws-vpc-tags", "", MAP, "Finds the VPC by tags when aws-vpc-id is absent");
  public static final Flag<String> AWS_VPC_TAG_KEY =
      flag("aws-vpc-tag-key", "Name", TEXT, "Deprecated: tag key of the node's VPC");
  public static final Flag<Map<String, String>> AWS_API_ENDPOINTS =
      flag("aws-api-endpoints", "", MAP, "Custom endpoints, <service id>=<url>,...");
  public static final Flag<String> AWS_API_THROTTLE =
      flag("aws-api-throttle", Throttles.DEFAULT, TEXT, "<service id>:<regex>=<rate>:<burst>,...");
  public static final Flag<Integer> AWS_MAX_RETRIES =
      flag("aws-max-retries", "10", INT, "Retries of an AWS call");
  public static final Flag<List<String>> ALLOWED_CERTIFICATE_AUTHORITY_ARNS =
      flag("allowed-certificate-authority-arns", "", LIST, "Limits certificate discovery");
  public static final Flag<String> BACKEND_SECURITY_GROUP =
      flag(
          "backend-security-group",
          "",
          TEXT,
          "Backend security group to use instead of a managed one");
  public static final Flag<String> DEFAULT_SSL_POLICY =
      flag(
          "default-ssl-policy",
          "ELBSecurityPolicy-2016-08",
          TEXT,
          "SSL policy of listeners without one");
  public static final Flag<String> DEFAULT_PCA_ARN =
      flag("default-pca-arn", "", TEXT, "Private CA for requested certificates");
  public static final Flag<Map<String, String>> DEFAULT_TAGS =
      flag("default-tags", "", MAP, "Tags on every resource that the controller makes");
  public static final Flag<String> DEFAULT_TARGET_TYPE =
      flag("default-target-type", "instance", TEXT, "instance or ip");
  public static final Flag<String> DEFAULT_LOAD_BALANCER_SCHEME =
      flag("default-load-balancer-scheme", "internal", TEXT, "internal or internet-facing");
  public static final Flag<Boolean> DISABLE_INGRESS_CLASS_ANNOTATION =
      flag(
          "disable-ingress-class-annotation",
          "false",
          BOOL,
          "Refuse new uses of the class annotation");
  public static final Flag<Boolean> DISABLE_INGRESS_GROUP_NAME_ANNOTATION =
      flag("disable-ingress-group-name-annotation", "false", BOOL, "Refuse new uses of group.name");
  public static final Flag<Boolean> DISABLE_RESTRICTED_SG_RULES =
      flag("disable-restricted-sg-rules", "false", BOOL, "Open all ports to the load balancer");
  public static final Flag<Boolean> ENABLE_BACKEND_SECURITY_GROUP =
      flag("enable-backend-security-group", "true", BOOL, "Use a shared backend security group");
  public static final Flag<Boolean> ENABLE_MANAGE_BACKEND_SECURITY_GROUP_RULES =
      flag(
          "enable-manage-backend-security-group-rules",
          "false",
          BOOL,
          "Manage node rules for given groups");
  public static final Flag<Boolean> ENABLE_ENDPOINT_SLICES =
      flag("enable-endpoint-slices", "true", BOOL, "Read EndpointSlices");
  public static final Flag<Boolean> ENABLE_LEADER_ELECTION =
      flag("enable-leader-election", "true", BOOL, "One active controller at a time");
  public static final Flag<Boolean> ENABLE_POD_READINESS_GATE_INJECT =
      flag("enable-pod-readiness-gate-inject", "true", BOOL, "Inject readiness gates");
  public static final Flag<Boolean> ENABLE_SHIELD =
      flag("enable-shield", "true", BOOL, "Shield Advanced protection");
  public static final Flag<Boolean> ENABLE_WAF =
      flag("enable-waf", "true", BOOL, "WAF Classic Regional");
  public static final Flag<Boolean> ENABLE_WAFV2 = flag("enable-wafv2", "true", BOOL, "WAFv2");
  public static final Flag<List<String>> EXTERNAL_MANAGED_TAGS =
      flag("external-managed-tags", "", LIST, "Tag keys that others manage");
  public static final Flag<String> FEATURE_GATES =
      flag("feature-gates", "", TEXT, "<gate>=<bool>,...");
  public static final Flag<String> HEALTH_PROBE_BIND_ADDR =
      flag("health-probe-bind-addr", ":61779", TEXT, "Address of /healthz and /readyz");
  public static final Flag<String> INGRESS_CLASS =
      flag("ingress-class", "alb", TEXT, "Value of the class annotation that is ours");
  public static final Flag<Integer> INGRESS_WORKERS =
      flag("ingress-max-concurrent-reconciles", "3", INT, "Groups reconciled at a time");
  public static final Flag<String> KUBECONFIG =
      flag("kubeconfig", "", TEXT, "Path of the kubeconfig; default: in-cluster");
  public static final Flag<String> LEADER_ELECTION_ID =
      flag("leader-election-id", "aws-load-balancer-controller-leader", TEXT, "Name of the Lease");
  public static final Flag<String> LEADER_ELECTION_NAMESPACE =
      flag("leader-election-namespace", "", TEXT, "Namespace of the Lease");
  public static final Flag<String> LOAD_BALANCER_CLASS =
      flag("load-balancer-class", "service.k8s.aws/nlb", TEXT, "Services with this class are ours");
  public static final Flag<String> LOG_LEVEL = flag("log-level", "info", TEXT, "info or debug");
  public static final Flag<String> METRICS_BIND_ADDR =
      flag("metrics-bind-addr", ":8080", TEXT, "Address of /metrics");
  public static final Flag<Integer> SERVICE_WORKERS =
      flag("service-max-concurrent-reconciles", "3", INT, "Services reconciled at a time");
  public static final Flag<Duration> SYNC_PERIOD =
      flag("sync-period", "10h", DURATION, "How often everything is reconciled again");
  public static final Flag<Integer> TARGET_GROUP_BINDING_WORKERS =
      flag(
          "targetgroupbinding-max-concurrent-reconciles",
          "3",
          INT,
          "Bindings reconciled at a time");
  public static final Flag<Duration> TARGET_GROUP_BINDING_MAX_BACKOFF =
      flag(
          "targetgroupbinding-max-exponential-backoff-delay",
          "16m40s",
          DURATION,
          "Longest retry delay");
  public static final Flag<Duration> TARGET_GROUP_BINDING_REQUEUE =
      flag(
          "targetgroupbinding-requeue-duration",
          "15s",
          DURATION,
          "Interval of target health checks for readiness gates");
  public static final Flag<Duration> LB_STABILIZATION_MONITOR_INTERVAL =
      flag(
          "lb-stabilization-monitor-interval",
          "2m",
          DURATION,
          "Longest wait for a provisioning load balancer");
  public static final Flag<Boolean> TOLERATE_NON_EXISTENT_BACKEND_SERVICE =
      flag(
          "tolerate-non-existent-backend-service",
          "true",
          BOOL,
          "Answer 503 for a missing Service");
  public static final Flag<Boolean> TOLERATE_NON_EXISTENT_BACKEND_ACTION =
      flag("tolerate-non-existent-backend-action", "true", BOOL, "Answer 503 for a missing action");
  public static final Flag<String> WATCH_NAMESPACE =
      flag("watch-namespace", "", TEXT, "Only this namespace; default: all");
  public static final Flag<Integer> WEBHOOK_BIND_PORT =
      flag("webhook-bind-port", "9443", INT, "Port of the webhook server");
  public static final Flag<String> WEBHOOK_CERT_DIR =
      flag("webhook-cert-dir", "", TEXT, "Directory of the webhook certificate");
  public static final Flag<String> WEBHOOK_CERT_FILE =
      flag("webhook-cert-file", "tls.crt", TEXT, "File name of the webhook certificate");
  public static final Flag<String> WEBHOOK_KEY_FILE =
      flag("webhook-key-file", "tls.key", TEXT, "File name of the webhook key");
  public static final Flag<String> KUBE_CA_PEM_FILEPATH =
      flag("kube-ca-pem-filepath", "", TEXT, "CA that webhook callers must show a certificate of");
  public static final Flag<Map<String, String>> SERVICE_TARGET_ENI_SECURITY_GROUP_TAGS =
      flag(
          "service-target-eni-security-group-tags",
          "",
          MAP,
          "Further tags of the target's security group");
  public static final Flag<Integer> MAX_TARGETS_PER_TARGET_GROUP =
      flag("max-targets-per-target-group", "0", INT, "Upper limit of registered targets; 0: none");
  public static final Flag<Integer> GATEWAY_CLASS_WORKERS =
      flag("gateway-class-max-concurrent-reconciles", "3", INT, "Gateway classes at a time");
  public static final Flag<Integer> ALB_GATEWAY_WORKERS =
      flag("alb-gateway-max-concurrent-reconciles", "3", INT, "ALB gateways at a time");
  public static final Flag<Integer> NLB_GATEWAY_WORKERS =
      flag("nlb-gateway-max-concurrent-reconciles", "3", INT, "NLB gateways at a time");
  public static final Flag<Integer> GLOBAL_ACCELERATOR_WORKERS =
      flag("globalaccelerator-max-concurrent-reconciles", "1", INT, "Accelerators at a time");
  public static final Flag<Duration> GLOBAL_ACCELERATOR_MAX_BACKOFF =
      flag(
          "globalaccelerator-max-exponential-backoff-delay",
          "16m40s",
          DURATION,
          "Longest retry delay");
  public static final Flag<String> QUIC_ENVIRONMENT_VARIABLE_NAME =
      flag(
          "quic-environment-variable-name",
          "AWS_LBC_QUIC_SERVER_ID",
          TEXT,
          "Variable with the QUIC server id");
  public static final Flag<String> REQUIRED_SECRETS_LABEL =
      flag("required-secrets-label", "", TEXT, "key=value that auth secrets must carry");

  /// Every flag, in the order of the help page.
  public static List<Flag<?>> all() {
    return List.of(
        CLUSTER_NAME,
        AWS_REGION,
        AWS_VPC_ID,
        AWS_VPC_TAGS,
        AWS_VPC_TAG_KEY,
        AWS_API_ENDPOINTS,
        AWS_API_THROTTLE,
        AWS_MAX_RETRIES,
        ALLOWED_CERTIFICATE_AUTHORITY_ARNS,
        BACKEND_SECURITY_GROUP,
        DEFAULT_SSL_POLICY,
        DEFAULT_PCA_ARN,
        DEFAULT_TAGS,
        DEFAULT_TARGET_TYPE,
        DEFAULT_LOAD_BALANCER_SCHEME,
        DISABLE_INGRESS_CLASS_ANNOTATION,
        DISABLE_INGRESS_GROUP_NAME_ANNOTATION,
        DISABLE_RESTRICTED_SG_RULES,
        ENABLE_BACKEND_SECURITY_GROUP,
        ENABLE_MANAGE_BACKEND_SECURITY_GROUP_RULES,
        ENABLE_ENDPOINT_SLICES,
        ENABLE_LEADER_ELECTION,
        ENABLE_POD_READINESS_GATE_INJECT,
        ENABLE_SHIELD,
        ENABLE_WAF,
        ENABLE_WAFV2,
        EXTERNAL_MANAGED_TAGS,
        FEATURE_GATES,
        HEALTH_PROBE_BIND_ADDR,
        INGRESS_CLASS,
        INGRESS_WORKERS,
        KUBECONFIG,
        LEADER_ELECTION_ID,
        LEADER_ELECTION_NAMESPACE,
        LOAD_BALANCER_CLASS,
        LOG_LEVEL,
        METRICS_BIND_ADDR,
        SERVICE_WORKERS,
        SYNC_PERIOD,
        TARGET_GROUP_BINDING_WORKERS,
        TARGET_GROUP_BINDING_MAX_BACKOFF,
        TARGET_GROUP_BINDING_REQUEUE,
        LB_STABILIZATION_MONITOR_INTERVAL,
        TOLERATE_NON_EXISTENT_BACKEND_SERVICE,
        TOLERATE_NON_EXISTENT_BACKEND_ACTION,
        WATCH_NAMESPACE,
        WEBHOOK_BIND_PORT,
        WEBHOOK_CERT_DIR,
        WEBHOOK_CERT_FILE,
        WEBHOOK_KEY_FILE,
        KUBE_CA_PEM_FILEPATH,
        SERVICE_TARGET_ENI_SECURITY_GROUP_TAGS,
        MAX_TARGETS_PER_TARGET_GROUP,
        GATEWAY_CLASS_WORKERS,
        ALB_GATEWAY_WORKERS,
        NLB_GATEWAY_WORKERS,
        GLOBAL_ACCELERATOR_WORKERS,
        GLOBAL_ACCELERATOR_MAX_BACKOFF,
        QUIC_ENVIRONMENT_VARIABLE_NAME,
        REQUIRED_SECRETS_LABEL);
  }

  /// Reads a value, with the flag's name in the error.
  T parse(String text) {
    try {
      return type.parse(text);
    } catch (IllegalArgumentException e) {
      throw new FlagException(
          "invalid value \"" + text + "\" for --" + name + ": " + e.getMessage());
    }
  }

  private static <T> Flag<T> flag(String name, String defaultText, FlagType<T> type, String doc) {
    return new Flag<>(name, defaultText, type, doc);
  }
}
