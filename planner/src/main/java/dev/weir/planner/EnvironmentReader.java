package dev.weir.planner;

import dev.weir.planner.AccountInventory.Certificate;
import dev.weir.planner.AccountInventory.ExistingLoadBalancer;
import dev.weir.planner.AccountInventory.Named;
import dev.weir.planner.yaml.SourceException;
import dev.weir.planner.yaml.SourceProblem;
import dev.weir.planner.yaml.YamlDocument;
import dev.weir.planner.yaml.YamlReader;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Reads the file that `weir plan --environment` takes. Every key may be absent or null; an unknown
/// key, flag or gate and a value of another type are refused with file, line and field.
public final class EnvironmentReader {

  private EnvironmentReader() {}

  /// @param file name for messages
  /// @throws SourceException when the text is not an environment
  public static Environment read(String file, String text) {
    YamlReader.Result result = YamlReader.read(file, text);
    if (!result.problems().isEmpty()) {
      throw new SourceException(result.problems().getFirst());
    }
    if (result.documents().size() != 1) {
      String message = "expected one document, found " + result.documents().size();
      throw new SourceException(new SourceProblem(file, 1, "", "", message));
    }
    YamlDocument document = result.documents().getFirst();
    EnvironmentFields root = EnvironmentFields.root(document);
    Environment environment =
        new Environment(
            root.text("clusterName", ""),
            root.text("region", ""),
            vpc(root),
            flags(root.object("flags")),
            gates(root.object("featureGates")),
            account(root));
    root.requireNoOther();
    return environment;
  }

  private static Vpc vpc(EnvironmentFields root) {
    String backend = root.text("backendSecurityGroup", "");
    return new Vpc(
        root.text("vpcID", ""),
        root.texts("vpcCIDRs"),
        root.objects("subnets").stream().map(EnvironmentReader::subnet).toList(),
        root.objects("securityGroups").stream().map(EnvironmentReader::securityGroup).toList(),
        backend.isEmpty() ? null : backend);
  }

  private static Subnet subnet(EnvironmentFields fields) {
    Subnet subnet =
        new Subnet(
            fields.text("id", ""),
            new Subnet.Zone(
                fields.text("availabilityZone", ""),
                zoneType(fields),
                fields.optionalText("outpostArn")),
            fields.text("vpcID", ""),
            fields.optionalText("cidr"),
            fields.optionalText("ipv6Cidr"),
            fields.number("availableIPs"),
            fields.textMap("tags"),
            fields.bool("public"));
    fields.requireNoOther();
    return subnet;
  }

  private static Subnet.Zone.Type zoneType(EnvironmentFields fields) {
    String key = fields.text("zoneType", Subnet.Zone.Type.AVAILABILITY_ZONE.key());
    for (Subnet.Zone.Type type : Subnet.Zone.Type.values()) {
      if (type.key().equals(key)) {
        return type;
      }
    }
    throw fields.problem(
        "zoneType", "\"" + key + "\" is not one of availability-zone, local-zone, wavelength-zone");
  }

  private static Vpc.SecurityGroup securityGroup(EnvironmentFields fields) {
    Vpc.SecurityGroup group = new Vpc.SecurityGroup(fields.text("id", ""), fields.textMap("tags"));
    fields.requireNoOther();
    return group;
  }

  private static AccountInventory account(EnvironmentFields root) {
    return new AccountInventory(
        root.objects("certificates").stream().map(EnvironmentReader::certificate).toList(),
        named(root.objects("trustStores")),
        named(root.objects("targetGroups")),
        named(root.objects("webACLs")),
        root.objects("loadBalancers").stream().map(EnvironmentReader::loadBalancer).toList());
  }

  private static Certificate certificate(EnvironmentFields fields) {
    Certificate certificate =
        new Certificate(
            fields.text("arn", ""),
            fields.texts("domains"),
            fields.optionalText("ca"),
            fields.textMap("tags"));
    fields.requireNoOther();
    return certificate;
  }

  private static List<Named> named(List<EnvironmentFields> objects) {
    return objects.stream()
        .map(fields -> {
          Named named = new Named(fields.text("name", ""), fields.text("arn", ""));
          fields.requireNoOther();
          return named;
        })
        .toList();
  }

  private static ExistingLoadBalancer loadBalancer(EnvironmentFields fields) {
    ExistingLoadBalancer loadBalancer =
        new ExistingLoadBalancer(
            fields.text("arn", ""),
            fields.text("name", ""),
            fields.text("type", ""),
            fields.text("scheme", ""),
            fields.texts("subnets"),
            fields.texts("securityGroups"),
            fields.textMap("tags"));
    fields.requireNoOther();
    return loadBalancer;
  }

  private static ControllerFlags flags(EnvironmentFields fields) {
    Map<ControllerFlag, Object> settings = new EnumMap<>(ControllerFlag.class);
    for (String key : fields.names()) {
      if (UnplannedFlags.NAMES.contains(key)) {
        continue;
      }
      ControllerFlag flag =
          ControllerFlag.find(key)
              .orElseThrow(
                  () -> fields.problem(key, "unknown flag" + UnplannedFlags.didYouMean(key)));
      settings.put(
          flag,
          switch (flag.defaultValue()) {
            case Boolean _ -> fields.bool(key);
            case List<?> _ -> fields.texts(key);
            case Map<?, ?> _ -> fields.textMap(key);
            default -> fields.text(key, "");
          });
    }
    return new ControllerFlags(settings);
  }

  private static FeatureGates gates(EnvironmentFields fields) {
    Map<FeatureGate, Boolean> settings = new EnumMap<>(FeatureGate.class);
    for (String key : fields.names()) {
      FeatureGate gate =
          FeatureGate.find(key).orElseThrow(() -> fields.problem(key, "unknown feature: " + key));
      settings.put(gate, fields.bool(key));
    }
    return new FeatureGates(settings);
  }
}
