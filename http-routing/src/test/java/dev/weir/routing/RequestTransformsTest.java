package dev.weir.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.elb.RuleTransform;
import dev.weir.elb.RuleTransform.HostHeaderRewrite;
import dev.weir.elb.RuleTransform.Rewrite;
import dev.weir.elb.RuleTransform.UrlRewrite;
import dev.weir.routing.RequestTransforms.Status;
import dev.weir.routing.RequestTransforms.Transformed;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestTransformsTest {

  @Test
  void aHostIsRewrittenWithGroups() {
    var transforms = transforms(host("^mywebsite-(.+).com$", "internal.dev.$1.myweb.com"));

    assertThat(transforms.apply("mywebsite-shop.com", "/"))
        .isEqualTo(new Transformed(Status.SUCCESS, "internal.dev.shop.myweb.com", "/"));
  }

  @Test
  void aUrlRewriteMayTurnPathIntoQuery() {
    var transforms = transforms(url("^/dp/([A-Za-z0-9]+)/?$", "/product.php?id=$1"));

    assertThat(transforms.apply("h.test", "/dp/B09G3HRMW"))
        .isEqualTo(new Transformed(Status.SUCCESS, "h.test", "/product.php?id=B09G3HRMW"));
  }

  @Test
  void aUrlRewriteSeesTheQuery() {
    var transforms = transforms(url("\\?v=1$", "?v=2"));

    assertThat(transforms.apply("h.test", "/a?v=1").uri()).isEqualTo("/a?v=2");
  }

  @Test
  void withoutAMatchTheRequestIsUnchanged() {
    var transforms = transforms(host("^x$", "y"), url("^/x$", "/y"));

    assertThat(transforms.apply("h.test", "/a?b"))
        .isEqualTo(new Transformed(Status.NONE, "h.test", "/a?b"));
  }

  @Test
  void hostAndUrlAreRewrittenTogether() {
    var transforms = transforms(host("a", "b"), url("^/a", "/b"));

    assertThat(transforms.apply("a.test", "/a/a"))
        .isEqualTo(new Transformed(Status.SUCCESS, "b.test", "/b/a"));
  }

  @Test
  void anInvalidResultIsNamed() {
    assertThat(status(url("^/a", "a"), "/a")).isEqualTo(Status.INVALID_PATH);
    assertThat(status(url("^/a", "/ b"), "/a")).isEqualTo(Status.INVALID_PATH);
    assertThat(status(host("h.*", "a/b"), "/a")).isEqualTo(Status.INVALID_HOST);
    assertThat(status(host("h.*", ""), "/a")).isEqualTo(Status.INVALID_HOST);
    assertThat(status(url("^/a", "/$1"), "/a")).isEqualTo(Status.REPLACE_ERROR);
    assertThat(status(url("(a+)", "/" + "$1".repeat(500)), "/" + "a".repeat(100)))
        .isEqualTo(Status.BUFFER_TOO_SMALL);
  }

  @Test
  void aRegexThatCannotBeCompiledFailsEveryRequest() {
    assertThat(status(url("(", "x"), "/a")).isEqualTo(Status.REGEX_SYNTAX_ERROR);
    assertThat(status(url("((a{100}){100}){100}", "x"), "/a")).isEqualTo(Status.COMPILE_TOO_BIG);
  }

  @Test
  void statusesAreLoggedAsDocumented() {
    assertThat(Status.SUCCESS.logged()).isEqualTo("TransformSuccess");
    assertThat(Status.NONE.failed()).isFalse();
    assertThat(Status.INVALID_HOST.failed()).isTrue();
  }

  private static Status status(RuleTransform transform, String uri) {
    return transforms(transform).apply("h.test", uri).status();
  }

  private static RequestTransforms transforms(RuleTransform... transforms) {
    return RequestTransforms.compile(List.of(transforms));
  }

  private static RuleTransform host(String regex, String replace) {
    return new HostHeaderRewrite(List.of(new Rewrite(regex, replace)));
  }

  private static RuleTransform url(String regex, String replace) {
    return new UrlRewrite(List.of(new Rewrite(regex, replace)));
  }
}
