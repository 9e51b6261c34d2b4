package dev.weir.controller.deploy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What to call to turn the rules of one listener into the desired ones, in this order: one
/// SetRulePriorities, then modify, then create, then delete.
///
/// Rules are matched by what they do before they are matched by priority, because a rule that only
/// moves keeps answering while it moves, and doomed rules stay until their successors are there: no
/// request falls through to the default action in between.
///
/// @param unchanged right already
/// @param moved right but for the priority
/// @param parked doomed rules with the high priority that they get out of the way to
/// @param modified at the right priority with other settings
record RulePlan(
    List<Match> unchanged,
    List<Match> moved,
    List<ObservedRule> parked,
    List<Match> modified,
    List<DesiredRule> created,
    List<ObservedRule> deleted) {
  private static final int HIGHEST_PRIORITY = 50_000;

  /// A desired rule and the existing one that becomes it.
  record Match(DesiredRule desired, ObservedRule observed) {}

  RulePlan {
    unchanged = List.copyOf(unchanged);
    moved = List.copyOf(moved);
    parked = List.copyOf(parked);
    modified = List.copyOf(modified);
    created = List.copyOf(created);
    deleted = List.copyOf(deleted);
  }

  static RulePlan of(List<DesiredRule> desired, List<ObservedRule> observed) {
    List<DesiredRule> wanted = new ArrayList<>(desired);
    wanted.sort(Comparator.comparingInt(DesiredRule::priority));
    List<ObservedRule> unused = new ArrayList<>(observed);
    unused.sort(Comparator.comparingInt(ObservedRule::priority));

    List<Match> unchanged = new ArrayList<>();
    List<Match> moved = new ArrayList<>();
    for (Match match : takeBySettings(wanted, unused)) {
      (match.desired().priority() == match.observed().priority() ? unchanged : moved).add(match);
    }
    List<Match> modified = takeByPriority(wanted, unused);
    List<ObservedRule> parked = moved.isEmpty() ? List.of() : park(unused);
    return new RulePlan(unchanged, moved, parked, modified, wanted, unused);
  }

  boolean isEmpty() {
    return moved.isEmpty() && modified.isEmpty() && created.isEmpty() && deleted.isEmpty();
  }

  private static List<Match> takeBySettings(List<DesiredRule> wanted, List<ObservedRule> unused) {
    List<Match> matches = new ArrayList<>();
    for (DesiredRule want : List.copyOf(wanted)) {
      Optional<ObservedRule> same = unused.stream().filter(want::sameSettings).findFirst();
      if (same.isPresent()) {
        matches.add(new Match(want, same.get()));
        wanted.remove(want);
        unused.remove(same.get());
      }
    }
    return matches;
  }

  private static List<Match> takeByPriority(List<DesiredRule> wanted, List<ObservedRule> unused) {
    List<Match> matches = new ArrayList<>();
    for (DesiredRule want : List.copyOf(wanted)) {
      Optional<ObservedRule> same =
          unused.stream().filter(rule -> rule.priority() == want.priority()).findFirst();
      if (same.isPresent()) {
        matches.add(new Match(want, same.get()));
        wanted.remove(want);
        unused.remove(same.get());
      }
    }
    return matches;
  }

  /// Keeps the relative order of the doomed rules: the last one gets the highest priority number.
  private static List<ObservedRule> park(List<ObservedRule> doomed) {
    List<ObservedRule> parked = new ArrayList<>();
    int priority = HIGHEST_PRIORITY;
    for (ObservedRule rule : doomed.reversed()) {
      parked.add(rule.withPriority(priority--));
    }
    return parked;
  }
}
