package dev.weir.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.elb.RuleAction.Redirect;
import org.junit.jupiter.api.Test;

class RedirectTemplateTest {
  private static final String SAME = "#{protocol}";

  @Test
  void toHttpsKeepsHostPathAndQueryAndSaysThePort() {
    var redirect = new Redirect("HTTPS", "#{host}", "443", "/#{path}", "#{query}", 301);

    assertThat(location(redirect, "www.Example.com:80", "/a/b?c=d&e"))
        .isEqualTo("https://www.Example.com:443/a/b?c=d&e");
  }

  @Test
  void anEmptyQueryHasNoQuestionMark() {
    var redirect = new Redirect(SAME, "#{host}", "#{port}", "/#{path}", "#{query}", 302);

    assertThat(location(redirect, "h.test", "/")).isEqualTo("http://h.test:8081/");
  }

  @Test
  void placeholdersStandAmongText() {
    var redirect =
        new Redirect(
            SAME, "new-#{host}", "#{port}", "/p-#{port}/#{path}/x", "h=#{host}&q=#{query}", 302);

    assertThat(location(redirect, "h.test", "/a?1"))
        .isEqualTo("http://new-h.test:8081/p-8081/a/x?h=h.test&q=1");
  }

  @Test
  void thePathIsAsSentNotNormalised() {
    var redirect = new Redirect("HTTPS", "#{host}", "443", "/#{path}", "#{query}", 301);

    assertThat(location(redirect, "h.test", "/a/../%7eb"))
        .isEqualTo("https://h.test:443/a/../%7eb");
  }

  @Test
  void anUnknownPlaceholderIsText() {
    var redirect = new Redirect(SAME, "h.test", "1", "/#{user}", "", 301);

    assertThat(location(redirect, "x.test", "/")).isEqualTo("http://h.test:1/#{user}");
  }

  @Test
  void moreThanEightKilobytesDoNotFit() {
    var redirect = new Redirect("HTTPS", "#{host}", "443", "/#{path}", "", 301);
    byte[] out = new byte[RedirectTemplate.MAX_LENGTH];
    RedirectTemplate template = RedirectTemplate.compile(redirect);

    int fixed = "https://h.test:443/".length();
    String fits = "/" + "a".repeat(RedirectTemplate.MAX_LENGTH - fixed);
    assertThat(template.write(Heads.get("h.test", fits), false, 80, out))
        .isEqualTo(RedirectTemplate.MAX_LENGTH);
    assertThat(template.write(Heads.get("h.test", fits + "a"), false, 80, out)).isEqualTo(-1);
  }

  private static String location(Redirect redirect, String host, String target) {
    return RedirectTemplate.compile(redirect).location(Heads.get(host, target), false, 8081);
  }
}
