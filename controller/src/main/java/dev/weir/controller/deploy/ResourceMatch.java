package dev.weir.controller.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Function;

/// Desired resources against existing ones, by resource id.
///
/// An existing one that cannot become what is desired counts as surplus; then the desired one is
/// missing, unless another of the same id fits.
record ResourceMatch<D, O>(
    List<Pair<D, O>> matched, Map<String, D> missing, List<Surplus<O>> surplus) {
  record Pair<D, O>(String id, D desired, O observed) {}

  record Surplus<O>(String id, O observed) {}

  static <D, O> ResourceMatch<D, O> of(
      Map<String, D> desired,
      List<O> observed,
      Function<O, String> idOf,
      BiPredicate<D, O> needsReplacement) {
    List<Pair<D, O>> matched = new ArrayList<>();
    Map<String, D> missing = new TreeMap<>(desired);
    List<Surplus<O>> surplus = new ArrayList<>();
    for (O existing : observed) {
      String id = idOf.apply(existing);
      D wanted = desired.get(id);
      if (wanted == null || needsReplacement.test(wanted, existing)) {
        surplus.add(new Surplus<>(id, existing));
      } else {
        matched.add(new Pair<>(id, wanted, existing));
        missing.remove(id);
      }
    }
    matched.sort((a, b) -> a.id().compareTo(b.id()));
    return new ResourceMatch<>(matched, missing, surplus);
  }
}
