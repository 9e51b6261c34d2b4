package dev.weir.routing;

import com.google.re2j.Pattern;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One compiled question about a request that its literals have not answered. Only regular
/// expressions allocate.
sealed interface RequestCheck {

  boolean matches(RequestHead head);

  /// @param glob folds to lower case
  record HostGlob(Glob glob) implements RequestCheck {
    @Override
    public boolean matches(RequestHead head) {
      return glob.matches(head.hostBytes, head.hostFrom, head.hostTo);
    }
  }

  record HostRegex(Pattern pattern) implements RequestCheck {
    @Override
    public boolean matches(RequestHead head) {
      return find(pattern, head.hostBytes, head.hostFrom, head.hostTo);
    }
  }

  record PathGlob(Glob glob) implements RequestCheck {
    @Override
    public boolean matches(RequestHead head) {
      return glob.matches(head.pathBytes, head.pathFrom, head.pathTo);
    }
  }

  record PathRegex(Pattern pattern) implements RequestCheck {
    @Override
    public boolean matches(RequestHead head) {
      return find(pattern, head.pathBytes, head.pathFrom, head.pathTo);
    }
  }

  /// A header with any of the values. A header that comes several times is compared value by value.
  ///
  /// @param name in lower case
  final class Header implements RequestCheck {
    private final byte[] name;
    private final Glob[] globs;
    private final Pattern[] patterns;

    Header(byte[] name, Glob[] globs, Pattern[] patterns) {
      this.name = name;
      this.globs = globs;
      this.patterns = patterns;
    }

    @Override
    public boolean matches(RequestHead head) {
      int[] fields = head.fields;
      for (int i = 0; i < head.fieldCount; i++) {
        int at = i * 4;
        if (Ascii.equal(head.bytes, fields[at], fields[at + 1], name, Ascii.LOWER)
            && valueMatches(head.bytes, fields[at + 2], fields[at + 3])) {
          return true;
        }
      }
      return false;
    }

    private boolean valueMatches(byte[] bytes, int from, int to) {
      if (Ascii.hasControl(bytes, from, to)) {
        byte[] visible = new byte[to - from];
        return anyMatches(visible, 0, Ascii.copyVisible(bytes, from, to, visible, 0));
      }
      return anyMatches(bytes, from, to);
    }

    private boolean anyMatches(byte[] bytes, int from, int to) {
      for (Glob glob : globs) {
        if (glob.matches(bytes, from, to)) {
          return true;
        }
      }
      for (Pattern pattern : patterns) {
        if (find(pattern, bytes, from, to)) {
          return true;
        }
      }
      return false;
    }
  }

  /// One of the methods, exactly.
  final class Method implements RequestCheck {
    private final byte[][] methods;

    Method(byte[][] methods) {
      this.methods = methods;
    }

    @Override
    public boolean matches(RequestHead head) {
      for (byte[] method : methods) {
        if (Ascii.equal(head.bytes, head.methodFrom, head.methodTo, method, Ascii.SAME)) {
          return true;
        }
      }
      return false;
    }
  }

  /// Any query parameter, as written, that any of the pairs matches.
  final class Query implements RequestCheck {
    private final Pair[] pairs;

    Query(Pair[] pairs) {
      this.pairs = pairs;
    }

    /// @param key null when the key does not matter
    record Pair(@Nullable Glob key, Glob value) {}

    @Override
    public boolean matches(RequestHead head) {
      byte[] bytes = head.queryBytes;
      int to = head.queryTo;
      int from = head.queryFrom;
      while (from < to) {
        int end = indexOf(bytes, '&', from, to);
        if (end > from && anyMatches(bytes, from, end)) {
          return true;
        }
        from = end + 1;
      }
      return false;
    }

    private boolean anyMatches(byte[] bytes, int from, int to) {
      int equals = indexOf(bytes, '=', from, to);
      int value = Math.min(equals + 1, to);
      for (Pair pair : pairs) {
        Glob key = pair.key;
        if ((key == null || key.matches(bytes, from, equals))
            && pair.value.matches(bytes, value, to)) {
          return true;
        }
      }
      return false;
    }

    private static int indexOf(byte[] bytes, char c, int from, int to) {
      int at = from;
      while (at < to && bytes[at] != c) {
        at++;
      }
      return at;
    }
  }

  /// The TCP peer's address in one of the blocks.
  final class SourceIp implements RequestCheck {
    private final CidrBlock[] blocks;

    SourceIp(CidrBlock[] blocks) {
      this.blocks = blocks;
    }

    @Override
    public boolean matches(RequestHead head) {
      for (CidrBlock block : blocks) {
        if (block.contains(head.peerIsV6, head.peerHigh, head.peerLow)) {
          return true;
        }
      }
      return false;
    }
  }

  private static boolean find(Pattern pattern, byte[] bytes, int from, int to) {
    return pattern.matcher(Arrays.copyOfRange(bytes, from, to)).find();
  }
}
