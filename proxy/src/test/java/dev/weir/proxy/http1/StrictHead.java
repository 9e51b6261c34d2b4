package dev.weir.proxy.http1;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The strictest reader of request heads that there can be, by regular expressions: it accepts what
/// every parser reads alike, and nothing else. The oracle of the tests of heads.
public record StrictHead(String method, String target, List<Field> fields, int length) {
  public record Field(String name, String value) {}

  private static final Pattern LINE =
      Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+) ([!\"$-~\\x80-\\xff]+) HTTP/1\\.1\r\n");
  private static final Pattern FIELD =
      Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([^\\x00\r\n]*?)[ \t]*\r\n");

  /// @throws AssertionError with what is wrong
  public static StrictHead parse(byte[] bytes, int length) {
    String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    Matcher line = LINE.matcher(text);
    if (!line.lookingAt()) {
      throw new AssertionError("not a request line: " + text);
    }
    List<Field> fields = new ArrayList<>();
    int at = line.end();
    Matcher field = FIELD.matcher(text);
    while (!text.startsWith("\r\n", at)) {
      field.region(at, text.length());
      if (!field.lookingAt()) {
        throw new AssertionError("not a field line: " + text.substring(at));
      }
      fields.add(new Field(field.group(1), field.group(2)));
      at = field.end();
    }
    return new StrictHead(line.group(1), line.group(2), fields, at + 2);
  }

  /// The values of a field, in order.
  public List<String> all(String name) {
    return fields.stream()
        .filter(field -> field.name().toLowerCase(Locale.ROOT).equals(name))
        .map(Field::value)
        .toList();
  }
}
