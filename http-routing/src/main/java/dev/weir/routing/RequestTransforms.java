package dev.weir.routing;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.weir.elb.RuleTransform;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The host and URL rewrites of a rule, applied after the rule was chosen. The first match of a
/// regular expression is replaced; `$1` is its first group. These rules allocate, others do not.
public final class RequestTransforms {
  public static final RequestTransforms NONE = new RequestTransforms(null, null, Status.NONE);

  /// The longest host or URI that a rewrite may make.
  private static final int MAX_LENGTH = 16 * 1024;

  private final @Nullable Rewrite host;
  private final @Nullable Rewrite uri;
  private final Status broken;

  private RequestTransforms(@Nullable Rewrite host, @Nullable Rewrite uri, Status broken) {
    this.host = host;
    this.uri = uri;
    this.broken = broken;
  }

  /// The `request_transform_status` of access logs. Every status but these two first ones makes the
  /// answer a 500.
  public enum Status {
    NONE("-"),
    SUCCESS("TransformSuccess"),
    BUFFER_TOO_SMALL("TransformBufferTooSmall"),
    COMPILE_ERROR("TransformCompileError"),
    COMPILE_TOO_BIG("TransformCompileTooBig"),
    INVALID_HOST("TransformInvalidHost"),
    INVALID_PATH("TransformInvalidPath"),
    REGEX_SYNTAX_ERROR("TransformRegexSyntaxError"),
    REPLACE_ERROR("TransformReplaceError");

    private final String logged;

    Status(String logged) {
      this.logged = logged;
    }

    public String logged() {
      return logged;
    }

    public boolean failed() {
      return this != NONE && this != SUCCESS;
    }
  }

  /// What the target gets.
  ///
  /// @param status `NONE` when no regular expression matched: everything is as it was
  /// @param uri path and query
  public record Transformed(Status status, String host, String uri) {}

  private record Rewrite(Pattern pattern, String replace) {

    /// The text with the first match replaced, or null when there is no match.
    @Nullable String apply(String text) {
      Matcher matcher = pattern.matcher(text);
      if (!matcher.find()) {
        return null;
      }
      var replaced = new StringBuilder();
      matcher.appendReplacement(replaced, replace);
      matcher.appendTail(replaced);
      return replaced.toString();
    }
  }

  static RequestTransforms compile(List<RuleTransform> transforms) {
    Rewrite host = null;
    Rewrite uri = null;
    try {
      for (RuleTransform transform : transforms) {
        switch (transform) {
          case RuleTransform.HostHeaderRewrite rewrite ->
              host = compile(rewrite, Pattern.CASE_INSENSITIVE);
          case RuleTransform.UrlRewrite rewrite -> uri = compile(rewrite, 0);
        }
      }
    } catch (Regex.TooBig _) {
      return new RequestTransforms(null, null, Status.COMPILE_TOO_BIG);
    } catch (IllegalArgumentException _) {
      return new RequestTransforms(null, null, Status.REGEX_SYNTAX_ERROR);
    }
    return host == null && uri == null ? NONE : new RequestTransforms(host, uri, Status.NONE);
  }

  private static @Nullable Rewrite compile(RuleTransform transform, int flags) {
    if (transform.rewrites().isEmpty()) {
      return null;
    }
    RuleTransform.Rewrite rewrite = transform.rewrites().getFirst();
    return new Rewrite(Regex.compile(rewrite.regex(), flags), rewrite.replace());
  }

  public boolean isEmpty() {
    return this == NONE;
  }

  /// @param originalHost without port
  /// @param originalUri path and query
  public Transformed apply(String originalHost, String originalUri) {
    if (broken.failed()) {
      return new Transformed(broken, originalHost, originalUri);
    }
    try {
      String newHost = host == null ? null : host.apply(originalHost);
      String newUri = uri == null ? null : uri.apply(originalUri);
      return new Transformed(
          status(newHost, newUri),
          newHost == null ? originalHost : newHost,
          newUri == null ? originalUri : newUri);
    } catch (IllegalArgumentException | IndexOutOfBoundsException _) {
      return new Transformed(Status.REPLACE_ERROR, originalHost, originalUri);
    }
  }

  private static Status status(@Nullable String newHost, @Nullable String newUri) {
    if (newHost == null && newUri == null) {
      return Status.NONE;
    }
    if (newHost != null && !isHost(newHost)) {
      return Status.INVALID_HOST;
    }
    if (newUri != null && newUri.length() > MAX_LENGTH) {
      return Status.BUFFER_TOO_SMALL;
    }
    return newUri == null || isUri(newUri) ? Status.SUCCESS : Status.INVALID_PATH;
  }

  private static boolean isHost(String text) {
    return !text.isEmpty()
        && text.length() <= 255
        && text.chars()
            .allMatch(c -> Character.isLetterOrDigit(c) && c < 128 || ".-_:[]".indexOf(c) >= 0);
  }

  private static boolean isUri(String text) {
    return text.startsWith("/") && text.chars().allMatch(c -> c > 0x20 && c < 0x7f && c != '#');
  }
}
