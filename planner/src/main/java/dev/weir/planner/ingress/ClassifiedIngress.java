package dev.weir.planner.ingress;

import dev.weir.planner.annotation.Annotations;
import dev.weir.planner.crd.IngressClassParamsSpec;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;

/// An Ingress with the parameters of its class.
///
/// @param key `namespace/name`
/// @param annotations its annotations
/// @param params the settings that its class imposes; empty when the class has none or the Ingress
///   is ours by the legacy annotation
public record ClassifiedIngress(
    Ingress ingress, String key, Annotations annotations, ClassParams params) {

  /// An Ingress of a class.
  public static ClassifiedIngress of(Ingress ingress, ClassParams params) {
    return new ClassifiedIngress(
        ingress,
        ingress.getMetadata().getNamespace() + "/" + ingress.getMetadata().getName(),
        Annotations.of(ingress),
        params);
  }

  public String namespace() {
    return ingress.getMetadata().getNamespace();
  }

  public String name() {
    return ingress.getMetadata().getName();
  }

  /// The parameters of an IngressClass.
  ///
  /// @param name of the IngressClassParams object, empty without one
  public record ClassParams(String name, IngressClassParamsSpec spec) {

    /// A class without parameters.
    public static ClassParams none() {
      return new ClassParams("", IngressClassParamsSpec.empty());
    }

    public boolean exist() {
      return !name.isEmpty();
    }
  }
}
