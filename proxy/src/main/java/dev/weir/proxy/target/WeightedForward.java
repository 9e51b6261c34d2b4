package dev.weir.proxy.target;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.weir.elb.Arn;
import dev.weir.proxy.exchange.ForwardSelector;
import dev.weir.proxy.exchange.HeaderSink;
import dev.weir.proxy.exchange.HttpHead;
import dev.weir.proxy.exchange.TargetSelection;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A forward action: first a group, by its cookie or by weight, whatever the group's health; then a
/// target of the group, by its cookie or by the group's algorithm.
///
/// A cookie that cannot be used (unreadable, expired, its target gone, unhealthy or draining) is as
/// good as none: the response brings a new one.
final class WeightedForward implements ForwardSelector {
  private static final byte[] GROUP = "AWSALBTG".getBytes(ISO_8859_1);
  private static final byte[] GROUP_CORS = "AWSALBTGCORS".getBytes(ISO_8859_1);
  private static final byte[] TARGET = "AWSALB".getBytes(ISO_8859_1);
  private static final byte[] TARGET_CORS = "AWSALBCORS".getBytes(ISO_8859_1);
  private static final byte[] APPLICATION = "AWSALBAPP-0".getBytes(ISO_8859_1);

  private final Member[] members;
  private final int total;
  private final boolean groupsStick;
  private final CookieLines[] groupCookies;

  /// For targets that were not pinned and whose answer does not pin them.
  private final CookieLines removed =
      new CookieLines(second -> ApplicationCookies.removals(second, false));

  private final CookieLines crossSiteRemoved =
      new CookieLines(second -> ApplicationCookies.removals(second, true));

  private final Surroundings surroundings;

  /// @param weight 0 to 999
  record Member(GroupTargets group, int weight) {}

  /// What choosing needs from outside.
  record Surroundings(StickyCookies cookies, Clock clock, RandomSource random) {
    long nowSecond() {
      return clock.millis() / 1000;
    }
  }

  /// @param stickySeconds how long clients stay with a group; 0 when they do not
  WeightedForward(List<Member> members, long stickySeconds, Surroundings surroundings) {
    this.members = members.toArray(Member[]::new);
    this.surroundings = surroundings;
    total = members.stream().mapToInt(Member::weight).sum();
    groupsStick = stickySeconds > 0;
    groupCookies =
        members.stream()
            .map(member -> new CookieLines(now -> groupLines(member, now, stickySeconds)))
            .toArray(CookieLines[]::new);
  }

  private byte[][] groupLines(Member member, long now, long stickySeconds) {
    String value =
        surroundings.cookies.write(
            new StickyCookie(
                StickyCookie.Kind.GROUP,
                member.group.hash,
                StickyCookie.NO_TARGET,
                now + stickySeconds));
    return new byte[][] {
      StickyCookies.line("AWSALBTG", value, now, false),
      StickyCookies.line("AWSALBTGCORS", value, now, true)
    };
  }

  @Override
  public void select(HttpHead request, TargetSelection selection) {
    GroupTargets group = group(request, selection);
    if (group == null) {
      return;
    }
    selection.targetGroup = group.arn;
    Eligible eligible = group.eligible(selection.zone);
    Pick pick = pick(group, eligible, request);
    if (pick != null) {
      pick.slot().outstanding.getAndIncrement();
      selection.endpoint = pick.slot().endpoint;
      selection.state = pick;
    }
  }

  private @Nullable GroupTargets group(HttpHead request, TargetSelection selection) {
    if (groupsStick) {
      GroupTargets pinned = pinnedGroup(request, selection);
      if (pinned != null) {
        return pinned;
      }
    }
    if (total == 0) {
      return null;
    }
    return members.length == 1 ? members[0].group : members[byWeight()].group;
  }

  private @Nullable GroupTargets pinnedGroup(HttpHead request, TargetSelection selection) {
    long position = find(request, GROUP_CORS, GROUP);
    if (position == CookieField.ABSENT) {
      return null;
    }
    StickyCookie cookie = read(request, position);
    if (cookie == null || cookie.kind() != StickyCookie.Kind.GROUP) {
      selection.errorReason = "AWSALBTGCookieInvalid";
      return null;
    }
    if (cookie.expiresSecond() >= surroundings.nowSecond()) {
      for (Member member : members) {
        if (member.group.hash == cookie.group()) {
          return member.group;
        }
      }
    }
    return null;
  }

  private int byWeight() {
    int point = surroundings.random.below(total);
    int index = 0;
    while (point >= members[index].weight) {
      point -= members[index].weight;
      index++;
    }
    return index;
  }

  private @Nullable Pick pick(GroupTargets group, Eligible eligible, HttpHead request) {
    return switch (group.stickiness().kind()) {
      case NONE -> fresh(group, eligible, false);
      case LB_COOKIE -> {
        long position = find(request, TARGET_CORS, TARGET);
        TargetSlot pinned = pinned(group, eligible, request, position, StickyCookie.Kind.TARGET);
        yield pinned == null ? fresh(group, eligible, false) : pinned.pick(true, false);
      }
      case APP_COOKIE -> {
        boolean crossSite = ApplicationCookies.isChromium80(request);
        long position = CookieField.find(request, APPLICATION);
        TargetSlot pinned =
            pinned(group, eligible, request, position, StickyCookie.Kind.APPLICATION);
        yield pinned == null ? fresh(group, eligible, crossSite) : pinned.pick(true, crossSite);
      }
    };
  }

  private static @Nullable Pick fresh(GroupTargets group, Eligible eligible, boolean crossSite) {
    TargetSlot slot = group.choose(eligible);
    return slot == null ? null : slot.pick(false, crossSite);
  }

  private @Nullable TargetSlot pinned(
      GroupTargets group,
      Eligible eligible,
      HttpHead request,
      long position,
      StickyCookie.Kind kind) {
    if (position == CookieField.ABSENT) {
      return null;
    }
    StickyCookie cookie = read(request, position);
    TargetSlot slot = null;
    if (cookie != null
        && cookie.kind() == kind
        && cookie.group() == group.hash
        && cookie.expiresSecond() >= surroundings.nowSecond()) {
      slot = eligible.find(cookie.target());
    }
    if (slot == null) {
      group.nonSticky.increment();
    }
    return slot;
  }

  /// The cookie for cross-site requests wins when both are there.
  private static long find(HttpHead request, byte[] corsName, byte[] name) {
    long position = CookieField.find(request, corsName);
    return position == CookieField.ABSENT ? CookieField.find(request, name) : position;
  }

  private @Nullable StickyCookie read(HttpHead request, long position) {
    return surroundings.cookies.read(
        request.bytes(), CookieField.from(position), CookieField.to(position));
  }

  @Override
  public void onResponse(TargetSelection selection, HttpHead response, HeaderSink sink) {
    if (groupsStick && selection.targetGroup != null) {
      send(groupCookies[indexOf(selection.targetGroup)], sink);
    }
    if (selection.state instanceof Pick pick) {
      switch (pick.slot().group.stickiness().kind()) {
        case NONE -> {}
        case LB_COOKIE -> send(pick.slot().targetCookies, sink);
        case APP_COOKIE -> send(applicationCookies(pick, response), sink);
      }
    }
  }

  private int indexOf(Arn group) {
    for (int i = 0; i < members.length; i++) {
      if (members[i].group.arn.equals(group)) {
        return i;
      }
    }
    throw new IllegalStateException("target group " + group + " is not of this action");
  }

  private CookieLines applicationCookies(Pick pick, HttpHead response) {
    TargetSlot slot = pick.slot();
    if (pick.stuck() || CookieField.isSet(response, slot.group.applicationCookie())) {
      return pick.crossSite() ? slot.crossSiteApplicationCookies : slot.applicationCookies;
    }
    return pick.crossSite() ? crossSiteRemoved : removed;
  }

  private void send(CookieLines cookies, HeaderSink sink) {
    for (byte[] line : cookies.at(surroundings.nowSecond())) {
      sink.line(line);
    }
  }

  @Override
  public void onEnd(TargetSelection selection, Outcome outcome, int status) {
    if (selection.state instanceof Pick pick) {
      TargetSlot slot = pick.slot();
      slot.outstanding.getAndDecrement();
      slot.requests.increment();
      if (isFailure(outcome, status)) {
        slot.failures.increment();
      }
    }
  }

  private static boolean isFailure(Outcome outcome, int status) {
    return switch (outcome) {
      case ANSWERED -> status >= 500;
      case CONNECT_FAILED, BROKEN, TIMED_OUT -> true;
      case CLIENT_GONE -> false;
    };
  }
}
