package dev.weir.planner.annotation;

import dev.weir.planner.annotation.JsonValue.JsonArray;
import dev.weir.planner.annotation.JsonValue.JsonBool;
import dev.weir.planner.annotation.JsonValue.JsonNull;
import dev.weir.planner.annotation.JsonValue.JsonNumber;
import dev.weir.planner.annotation.JsonValue.JsonObject;
import dev.weir.planner.annotation.JsonValue.JsonString;
import dev.weir.planner.annotation.JsonValue.Member;
import java.util.ArrayList;
import java.util.List;

/// Reads a JSON text (RFC 8259), strictly. A parser of our own, because error texts quote what the
/// parser says, and because the rules for names and duplicates are those of Go.
final class JsonText {

  /// Go gives up at the same depth in ten times this; annotations never come near either.
  private static final int MAX_DEPTH = 1000;

  private final String text;
  private int at;
  private int depth;

  JsonText(String text) {
    this.text = text;
  }

  JsonValue parse() {
    JsonValue value = value();
    skipSpace();
    if (at < text.length()) {
      throw unexpected("after top-level value");
    }
    return value;
  }

  private JsonValue value() {
    skipSpace();
    char c = peek();
    return switch (c) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> new JsonString(string());
      case 't' -> literal("true", new JsonBool(true));
      case 'f' -> literal("false", new JsonBool(false));
      case 'n' -> literal("null", new JsonNull());
      default -> {
        if (c == '-' || isDigit(c)) {
          yield number();
        }
        throw unexpected("looking for beginning of value");
      }
    };
  }

  private JsonValue object() {
    enter();
    List<Member> members = new ArrayList<>();
    skipSpace();
    if (peek() == '}') {
      leave();
      return new JsonObject(members);
    }
    while (true) {
      skipSpace();
      if (peek() != '"') {
        throw unexpected("looking for the name of a member");
      }
      String name = string();
      skipSpace();
      expect(':', "after the name of a member");
      members.add(new Member(name, value()));
      if (!another('}', "after a member of an object")) {
        return new JsonObject(members);
      }
    }
  }

  private JsonValue array() {
    enter();
    List<JsonValue> values = new ArrayList<>();
    skipSpace();
    if (peek() == ']') {
      leave();
      return new JsonArray(values);
    }
    do {
      values.add(value());
    } while (another(']', "after array element"));
    return new JsonArray(values);
  }

  private boolean another(char end, String where) {
    skipSpace();
    if (peek() == end) {
      leave();
      return false;
    }
    expect(',', where);
    return true;
  }

  private void enter() {
    depth++;
    if (depth > MAX_DEPTH) {
      throw new JsonMismatch("exceeded max depth");
    }
    at++;
  }

  private void leave() {
    depth--;
    at++;
  }

  private String string() {
    at++;
    StringBuilder value = new StringBuilder();
    while (true) {
      char c = peek();
      if (c == '"') {
        at++;
        return value.toString();
      }
      if (c < ' ') {
        throw unexpected("in string literal");
      }
      at++;
      value.append(c == '\\' ? escape() : c);
    }
  }

  private char escape() {
    char c = peek();
    String escapes = "\"\\/bfnrt";
    int index = escapes.indexOf(c);
    if (index >= 0) {
      at++;
      return "\"\\/\b\f\n\r\t".charAt(index);
    }
    if (c != 'u') {
      throw unexpected("in string escape code");
    }
    at++;
    int code = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(peek(), 16);
      if (digit < 0) {
        throw unexpected("in \\u hexadecimal character escape");
      }
      code = code * 16 + digit;
      at++;
    }
    return (char) code;
  }

  private JsonValue number() {
    int start = at;
    if (peek() == '-') {
      at++;
    }
    if (peek() == '0') {
      at++;
    } else {
      digits("in numeric literal");
    }
    if (at < text.length() && text.charAt(at) == '.') {
      at++;
      digits("after decimal point in numeric literal");
    }
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      at++;
      if (peek() == '+' || peek() == '-') {
        at++;
      }
      digits("in exponent of numeric literal");
    }
    return new JsonNumber(text.substring(start, at));
  }

  private void digits(String where) {
    if (!isDigit(peek())) {
      throw unexpected(where);
    }
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
  }

  private JsonValue literal(String word, JsonValue value) {
    for (int i = 0; i < word.length(); i++) {
      expect(word.charAt(i), "in literal " + word);
    }
    return value;
  }

  private void expect(char expected, String where) {
    if (peek() != expected) {
      throw unexpected(where);
    }
    at++;
  }

  private void skipSpace() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char peek() {
    if (at >= text.length()) {
      throw new JsonMismatch("unexpected end of JSON input");
    }
    return text.charAt(at);
  }

  private JsonMismatch unexpected(String where) {
    return new JsonMismatch("invalid character '" + text.charAt(at) + "' " + where);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
