package dev.weir.routing;

import static dev.weir.routing.Heads.get;
import static dev.weir.routing.Heads.of;
import static dev.weir.routing.Rules.applies;
import static dev.weir.routing.Rules.header;
import static dev.weir.routing.Rules.headerRegex;
import static dev.weir.routing.Rules.host;
import static dev.weir.routing.Rules.hostRegex;
import static dev.weir.routing.Rules.method;
import static dev.weir.routing.Rules.path;
import static dev.weir.routing.Rules.pathRegex;
import static dev.weir.routing.Rules.query;
import static dev.weir.routing.Rules.rule;
import static dev.weir.routing.Rules.source;
import static dev.weir.routing.Rules.table;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Which rule a request gets, as the Elastic Load Balancing documentation tells it.
class RouteTableTest {

  @Nested
  class Order {
    @Test
    void theLowestPriorityThatMatchesWins() {
      RouteTable table = table(rule(20, path("/a*")), rule(10, path("/ab*")), rule(30, path("*")));

      assertThat(table.match(get("h.test", "/abc")).priority()).isEqualTo(10);
      assertThat(table.match(get("h.test", "/ac")).priority()).isEqualTo(20);
      assertThat(table.match(get("h.test", "/")).priority()).isEqualTo(30);
    }

    @Test
    void aLongerPathDoesNotBeatALowerPriority() {
      RouteTable table = table(rule(1, path("/*")), rule(2, path("/api/v1/users")));

      assertThat(table.match(get("h.test", "/api/v1/users")).priority()).isEqualTo(1);
    }

    @Test
    void theDefaultActionsComeLastWithPriorityZero() {
      RouteTable table = table(rule(1, path("/a")));

      RouteDecision decision = table.match(get("h.test", "/b"));

      assertThat(decision.priority()).isZero();
      assertThat(decision.rule()).isEqualTo(Rules.LISTENER.arn());
      assertThat(decision.index()).isEqualTo(1);
    }

    @Test
    void aListenerWithoutRulesHasItsDefaultActions() {
      assertThat(table().match(get("h.test", "/")).priority()).isZero();
    }

    @Test
    void aRuleWithoutConditionsMatchesEverything() {
      assertThat(table(rule(7)).match(get("", "*")).priority()).isEqualTo(7);
    }

    @Test
    void allConditionsMustHoldAndAnyValueSuffices() {
      var conditions =
          new dev.weir.elb.RuleCondition[] {host("a.test", "b.test"), path("/x", "/y/*")};

      assertThat(applies(get("a.test", "/x"), conditions)).isTrue();
      assertThat(applies(get("b.test", "/y/1"), conditions)).isTrue();
      assertThat(applies(get("c.test", "/x"), conditions)).isFalse();
      assertThat(applies(get("a.test", "/z"), conditions)).isFalse();
    }

    @Test
    void aRuleThatCannotBeCompiledMatchesNothingAndIsReported() {
      RouteTable table = table(rule(1, pathRegex("(")), rule(2, path("/*")));

      assertThat(table.match(get("h.test", "/")).priority()).isEqualTo(2);
      assertThat(table.problems())
          .singleElement()
          .satisfies(problem -> assertThat(problem.message()).contains("'('"));
    }
  }

  @Nested
  class Host {
    @Test
    void isComparedWithoutCaseAndWithoutPort() {
      assertThat(applies(get("WWW.Example.com:8080", "/"), host("www.eXample.com"))).isTrue();
    }

    @Test
    void aStarMatchesAnyLabelsButNotTheDomainItself() {
      assertThat(applies(get("test.example.com", "/"), host("*.example.com"))).isTrue();
      assertThat(applies(get("a.b.example.com", "/"), host("*.example.com"))).isTrue();
      assertThat(applies(get("example.com", "/"), host("*.example.com"))).isFalse();
    }

    @Test
    void aQuestionMarkMatchesExactlyOneCharacter() {
      assertThat(applies(get("a1.test", "/"), host("a?.test"))).isTrue();
      assertThat(applies(get("a.test", "/"), host("a?.test"))).isFalse();
      assertThat(applies(get("a12.test", "/"), host("a?.test"))).isFalse();
    }

    @Test
    void ofAnAbsoluteTargetWinsOverTheHeader() {
      assertThat(applies(get("b.test", "http://A.test:80/p?q"), host("a.test"), path("/p")))
          .isTrue();
      assertThat(applies(get("b.test", "http://a.test"), host("a.test"), path("/"))).isTrue();
    }

    @Test
    void aRegexIsComparedWithoutCaseAndFoundAnywhere() {
      assertThat(applies(get("API-7.Example.com", "/"), hostRegex("^api-[0-9]+\\.example")))
          .isTrue();
      assertThat(applies(get("api-x.example.com", "/"), hostRegex("^api-[0-9]+\\."))).isFalse();
      assertThat(applies(get("www.api-7.example.com", "/"), hostRegex("api-[0-9]"))).isTrue();
    }

    @Test
    void mayBeAnIpv6Literal() {
      assertThat(applies(get("[::1]:443", "/"), host("[::1]"))).isTrue();
    }
  }

  @Nested
  class Path {
    @Test
    void isComparedWithCaseAndWithoutQuery() {
      assertThat(applies(get("h.test", "/Img?x=/img"), path("/img"))).isFalse();
      assertThat(applies(get("h.test", "/img?x=y"), path("/img"))).isTrue();
    }

    @Test
    void aStarMatchesSlashesAndNothing() {
      assertThat(applies(get("h.test", "/img/a/b.png"), path("/img/*"))).isTrue();
      assertThat(applies(get("h.test", "/img/"), path("/img/*"))).isTrue();
      assertThat(applies(get("h.test", "/img"), path("/img/*"))).isFalse();
      assertThat(applies(get("h.test", "/a/b/x.png"), path("*.png"))).isTrue();
      assertThat(applies(get("h.test", "/v1/a/b/list"), path("/v?/*/list"))).isTrue();
    }

    @Test
    void bracketsAndDotsAreLiteral() {
      assertThat(applies(get("h.test", "/axb"), path("/a.b"))).isFalse();
      assertThat(applies(get("h.test", "/a"), path("/[a]"))).isFalse();
      assertThat(applies(get("h.test", "/[a]"), path("/[a]"))).isTrue();
    }

    @Test
    void isNormalisedFirst() {
      assertThat(applies(get("h.test", "/public/../%61dmin"), path("/admin"))).isTrue();
      assertThat(applies(get("h.test", "/a/./b"), path("/a/b"))).isTrue();
    }

    @Test
    void controlCharactersAreLeftOut() {
      assertThat(applies(get("h.test", "/ad\tmin\u007f"), path("/admin"))).isTrue();
    }

    @Test
    void aRegexIsComparedWithCase() {
      assertThat(applies(get("h.test", "/v12/x"), pathRegex("^/v[0-9]+/"))).isTrue();
      assertThat(applies(get("h.test", "/V12/x"), pathRegex("^/v[0-9]+/"))).isFalse();
      assertThat(applies(get("h.test", "/ac"), pathRegex("^/ab?c$"))).isTrue();
    }

    @Test
    void ofASlashAloneIsASlash() {
      assertThat(applies(get("h.test", "/"), path("/"))).isTrue();
      assertThat(applies(get("h.test", "/?a"), path("/"))).isTrue();
    }
  }

  @Nested
  class Header {
    @Test
    void nameAndValueAreComparedWithoutCase() {
      assertThat(applies(get("h.test", "/", "x-ENV: Canary"), header("X-Env", "canary"))).isTrue();
    }

    @Test
    void everyLineOfAHeaderIsTried() {
      assertThat(applies(get("h.test", "/", "X-A: 1", "X-A: 2"), header("x-a", "2"))).isTrue();
    }

    @Test
    void theWholeValueMustMatch() {
      assertThat(applies(get("h.test", "/", "X-A: 1, 2"), header("x-a", "1"))).isFalse();
      assertThat(applies(get("h.test", "/", "X-A: 1, 2"), header("x-a", "*2"))).isTrue();
    }

    @Test
    void anAbsentHeaderMatchesNothingNotEvenAStar() {
      assertThat(applies(get("h.test", "/"), header("x-a", "*"))).isFalse();
      assertThat(applies(get("h.test", "/", "X-A: "), header("x-a", "*"))).isTrue();
    }

    @Test
    void severalHeaderConditionsMustAllHold() {
      var both = new dev.weir.elb.RuleCondition[] {header("x-a", "1"), header("x-b", "2")};

      assertThat(applies(get("h.test", "/", "X-A: 1", "X-B: 2"), both)).isTrue();
      assertThat(applies(get("h.test", "/", "X-A: 1"), both)).isFalse();
    }

    @Test
    void aRegexIsComparedWithoutCase() {
      assertThat(
              applies(get("h.test", "/", "User-Agent: CURL/8"), headerRegex("user-agent", "^curl")))
          .isTrue();
    }

    @Test
    void controlCharactersAreLeftOut() {
      assertThat(applies(get("h.test", "/", "X-A: a\tb"), header("x-a", "ab"))).isTrue();
    }
  }

  @Nested
  class Method {
    @Test
    void isComparedExactly() {
      assertThat(applies(of("GET", "h.test", "/"), method("GET", "PUT"))).isTrue();
      assertThat(applies(of("get", "h.test", "/"), method("GET"))).isFalse();
      assertThat(applies(of("HEAD", "h.test", "/"), method("GET"))).isFalse();
      assertThat(applies(of("M-SEARCH", "h.test", "/"), method("M-SEARCH"))).isTrue();
    }
  }

  @Nested
  class Query {
    @Test
    void keysAndValuesAreComparedWithoutCase() {
      assertThat(applies(get("h.test", "/?Version=V1"), query("version=v1"))).isTrue();
    }

    @Test
    void anyPairSuffices() {
      assertThat(applies(get("h.test", "/?b=2"), query("a=1", "b=2"))).isTrue();
      assertThat(applies(get("h.test", "/?a=2&b=1"), query("a=1", "b=2"))).isFalse();
    }

    @Test
    void aPairWithoutKeyMatchesAnyParametersValueButNotItsKey() {
      assertThat(applies(get("h.test", "/?x=example"), query("*example*"))).isTrue();
      assertThat(applies(get("h.test", "/?example=x"), query("*example*"))).isFalse();
    }

    @Test
    void everyParameterWithTheKeyIsTried() {
      assertThat(applies(get("h.test", "/?a=1&a=2"), query("a=2"))).isTrue();
    }

    @Test
    void wildcardsStandInKeysAndValuesAndABackslashMakesThemLiteral() {
      assertThat(applies(get("h.test", "/?ab=cd"), query("a?=c*"))).isTrue();
      assertThat(applies(get("h.test", "/?q=a*b"), query("q=a\\*b"))).isTrue();
      assertThat(applies(get("h.test", "/?q=axb"), query("q=a\\*b"))).isFalse();
      assertThat(applies(get("h.test", "/?q=a?b"), query("q=a\\?b"))).isTrue();
    }

    @Test
    void aParameterWithoutEqualsSignHasAnEmptyValue() {
      assertThat(applies(get("h.test", "/?debug&x=1"), query("debug=*"))).isTrue();
      assertThat(applies(get("h.test", "/?debug"), query("debug=1"))).isFalse();
    }

    @Test
    void thePathIsNoQuery() {
      assertThat(applies(get("h.test", "/a=1"), query("a=1"))).isFalse();
    }
  }

  @Nested
  class SourceIp {
    @Test
    void isThePeersAddressWhateverXForwardedForSays() {
      RequestHead head = get("h.test", "/", "X-Forwarded-For: 10.1.2.3");

      assertThat(applies(Heads.from(head, "192.0.2.7"), source("10.0.0.0/8"))).isFalse();
      assertThat(applies(Heads.from(head, "192.0.2.7"), source("10.0.0.0/8", "192.0.2.0/24")))
          .isTrue();
    }

    @Test
    void mayBeIpv6() {
      RequestHead head = Heads.from(get("h.test", "/"), "2001:db8:1::9");

      assertThat(applies(head, source("2001:db8::/32"))).isTrue();
      assertThat(applies(head, source("2001:db8:2::/48"))).isFalse();
      assertThat(applies(head, source("0.0.0.0/0"))).isFalse();
      assertThat(applies(head, source("::/0"))).isTrue();
    }

    @Test
    void anIpv4PeerOnADualStackSocketIsIpv4() {
      RequestHead head = get("h.test", "/");
      head.peer(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 10, 0, 0, 1});

      assertThat(applies(head, source("10.0.0.1/32"))).isTrue();
    }

    @Test
    void isKeptFromRequestToRequestOfAConnection() {
      RequestHead head = new RequestHead();
      head.peer(new byte[] {10, 0, 0, 1});

      assertThat(applies(Heads.fill(head, "GET", "h.test", "/"), source("10.0.0.1/32"))).isTrue();
    }
  }
}
