package dev.weir.planner.change;

import dev.weir.planner.change.Change.Subject;
import dev.weir.planner.stack.ClassicWebAclAssociationSpec;
import dev.weir.planner.stack.ListenerRuleSpec;
import dev.weir.planner.stack.LoadBalancerSpec;
import dev.weir.planner.stack.ResourceSpec;
import dev.weir.planner.stack.ResourceType;
import dev.weir.planner.stack.SecurityGroupSpec;
import dev.weir.planner.stack.ShieldProtectionSpec;
import dev.weir.planner.stack.Stack;
import dev.weir.planner.stack.TargetGroupBindingSpec;
import dev.weir.planner.stack.TargetGroupSpec;
import dev.weir.planner.stack.WebAclAssociationSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.node.ObjectNode;

/// The difference of a plan from what exists. Nothing is listed for a resource that stays as it is.
public final class StackDiff {

  /// Without a planned resource these are left as they are.
  private static final Set<ResourceType> LEFT_ALONE_WITHOUT_PLAN =
      Set.of(
          ResourceType.WEB_ACL_ASSOCIATION,
          ResourceType.CLASSIC_WEB_ACL_ASSOCIATION,
          ResourceType.SHIELD_PROTECTION,
          ResourceType.FRONTEND_NLB_TARGET_GROUP);

  private final Stack desired;
  private final ObservedStack observed;
  private final SpecTrees trees;
  private final List<Change> changes = new ArrayList<>();

  /// Labels of load balancers and listeners that are made anew, and everything on them with them.
  private final Set<String> replaced = new HashSet<>();

  private StackDiff(Stack desired, ObservedStack observed) {
    this.desired = desired;
    this.observed = observed;
    this.trees = new SpecTrees(new Labels(observed));
  }

  /// The changes by type of resource, load balancers first, then by id.
  public static List<Change> between(Stack desired, ObservedStack observed) {
    StackDiff diff = new StackDiff(desired, observed);
    for (ResourceType type : ResourceType.values()) {
      if (type == ResourceType.LISTENER_RULE) {
        diff.compareRules();
      } else {
        diff.compare(type);
      }
    }
    return List.copyOf(diff.changes);
  }

  private void compare(ResourceType type) {
    Map<String, ResourceSpec> planned = planned(type);
    Map<String, ObservedStack.Resource> existing = existing(type);
    TreeSet<String> ids = new TreeSet<>(planned.keySet());
    ids.addAll(existing.keySet());
    for (String id : ids) {
      ResourceSpec spec = planned.get(id);
      ObservedStack.Resource resource = existing.get(id);
      if (spec == null) {
        destroy(Objects.requireNonNull(resource));
      } else if (resource == null) {
        create(id, spec);
      } else {
        change(id, spec, resource);
      }
    }
  }

  private void create(String id, ResourceSpec spec) {
    if (!isNothing(spec)) {
      changes.add(new Change.Create(subject(id, spec)));
    }
  }

  private void destroy(ObservedStack.Resource resource) {
    if (!LEFT_ALONE_WITHOUT_PLAN.contains(resource.spec().resourceType())) {
      changes.add(new Change.Destroy(subject(resource.id(), resource.spec())));
    }
  }

  private void change(String id, ResourceSpec spec, ObservedStack.Resource resource) {
    ResourceType type = spec.resourceType();
    ObjectNode planned = trees.of(spec);
    String parent = planned.path("loadBalancerARN").asString("");
    List<FieldChange> fields = ComparedSpec.of(type, trees.of(resource.spec()), planned).changes();
    Subject kept = subject(id, resource.spec());
    String reason =
        replaced.contains(parent)
            ? RuleChanges.PARENT_IS_REPLACED
            : Replacement.reason(type, fields);
    if (!reason.isEmpty()) {
      replaced.add(Labels.label(type.key(), id));
      changes.add(new Change.Replace(kept, reason, fields, resource.dnsName()));
    } else if (!fields.isEmpty()) {
      changes.add(new Change.Update(kept, fields));
    }
  }

  private void compareRules() {
    Map<String, List<RuleMatching.Rule>> planned = rules(planned(ResourceType.LISTENER_RULE));
    Map<String, List<RuleMatching.Rule>> existing =
        rules(specs(existing(ResourceType.LISTENER_RULE)));
    TreeSet<String> listeners = new TreeSet<>(planned.keySet());
    listeners.addAll(existing.keySet());
    for (String listener : listeners) {
      RuleMatching matching =
          RuleMatching.of(
              planned.getOrDefault(listener, List.of()),
              existing.getOrDefault(listener, List.of()));
      changes.addAll(RuleChanges.of(matching, replaced.contains(listener)));
    }
  }

  // By the label of the listener.
  private Map<String, List<RuleMatching.Rule>> rules(Map<String, ResourceSpec> specs) {
    Map<String, List<RuleMatching.Rule>> rules = new TreeMap<>();
    specs.forEach((id, spec) -> {
      if (spec instanceof ListenerRuleSpec rule) {
        ObjectNode content = trees.of(rule);
        ComparedSpec.of(ResourceType.LISTENER_RULE, content, content.deepCopy());
        content.remove("priority");
        content.remove("tags");
        rules
            .computeIfAbsent(content.path("listenerARN").asString(""), _ -> new ArrayList<>())
            .add(new RuleMatching.Rule(id, rule, content));
      }
    });
    return rules;
  }

  private static Map<String, ResourceSpec> specs(Map<String, ObservedStack.Resource> resources) {
    Map<String, ResourceSpec> specs = new TreeMap<>();
    resources.forEach((id, resource) -> specs.put(id, resource.spec()));
    return specs;
  }

  private Map<String, ResourceSpec> planned(ResourceType type) {
    Map<String, ResourceSpec> specs = new TreeMap<>();
    for (Stack.Resource resource : desired.resources()) {
      if (resource.spec().resourceType() == type) {
        specs.put(resource.id(), resource.spec());
      }
    }
    return specs;
  }

  private Map<String, ObservedStack.Resource> existing(ResourceType type) {
    Map<String, ObservedStack.Resource> resources = new TreeMap<>();
    for (ObservedStack.Resource resource : observed.resources()) {
      if (resource.spec().resourceType() == type) {
        resources.put(resource.id(), resource);
      }
    }
    return resources;
  }

  // Taking off what is not there.
  private static boolean isNothing(ResourceSpec spec) {
    return switch (spec) {
      case WebAclAssociationSpec acl -> acl.webAclArn().isEmpty();
      case ClassicWebAclAssociationSpec acl -> acl.webAclId().isEmpty();
      case ShieldProtectionSpec shield -> !shield.enabled();
      default -> spec.resourceType() == ResourceType.FRONTEND_NLB_TARGET_GROUP;
    };
  }

  static Subject subject(String id, ResourceSpec spec) {
    String name =
        switch (spec) {
          case LoadBalancerSpec loadBalancer -> loadBalancer.name();
          case TargetGroupSpec group -> group.name();
          case SecurityGroupSpec group -> group.groupName();
          case TargetGroupBindingSpec binding -> binding.namespace() + "/" + binding.name();
          default -> id;
        };
    return new Subject(spec.resourceType(), id, name);
  }
}
