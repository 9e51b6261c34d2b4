package dev.weir.proxy.exchange;

import java.nio.charset.StandardCharsets;

/// A parsed HTTP/1 head (RFC 9112 section 2) over a byte array that the event loop reuses: valid
/// during the call that hands it over, unless {@link #copy} made it. HTTP/2 heads come in the same
/// form. Positions are offsets into {@link #bytes}.
public final class HttpHead {
  private static final int PER_FIELD = 4;

  private byte[] bytes;
  private int[] fields = new int[64 * PER_FIELD];
  private byte[] kinds = new byte[64];
  private int count;
  private int length;
  private int methodEnd;
  private int targetStart;
  private int targetEnd;
  private int minorVersion;
  private int status;

  public HttpHead(byte[] bytes) {
    this.bytes = bytes;
  }

  public byte[] bytes() {
    return bytes;
  }

  /// Bytes of the head, its empty line included; the head begins at 0.
  public int length() {
    return length;
  }

  /// The method is at 0 up to this.
  public int methodEnd() {
    return methodEnd;
  }

  public int targetStart() {
    return targetStart;
  }

  public int targetEnd() {
    return targetEnd;
  }

  /// The `y` of `HTTP/1.y`; 9 stands for HTTP/0.9.
  public int minorVersion() {
    return minorVersion;
  }

  /// The status of a response, 0 in a request.
  public int status() {
    return status;
  }

  /// The number of header fields, in the order received.
  public int count() {
    return count;
  }

  public int nameStart(int field) {
    return fields[field * PER_FIELD];
  }

  public int nameEnd(int field) {
    return fields[field * PER_FIELD + 1];
  }

  /// Without leading white space.
  public int valueStart(int field) {
    return fields[field * PER_FIELD + 2];
  }

  /// Without trailing white space.
  public int valueEnd(int field) {
    return fields[field * PER_FIELD + 3];
  }

  /// The number that the parser gave to a name that it knows, else 0.
  public byte kind(int field) {
    return kinds[field];
  }

  /// The index of the first field of this name at or after `from`, -1 if there is none.
  ///
  /// @param lowerCaseName the name in lower case
  public int find(byte[] lowerCaseName, int from) {
    for (int i = from; i < count; i++) {
      if (nameEnd(i) - nameStart(i) == lowerCaseName.length && nameIs(i, lowerCaseName)) {
        return i;
      }
    }
    return -1;
  }

  private boolean nameIs(int field, byte[] lowerCaseName) {
    int at = nameStart(field);
    for (byte expected : lowerCaseName) {
      byte b = bytes[at++];
      if (b != expected && (b < 'A' || b > 'Z' || b + 32 != expected)) {
        return false;
      }
    }
    return true;
  }

  public String method() {
    return text(0, methodEnd);
  }

  public String target() {
    return text(targetStart, targetEnd);
  }

  public String name(int field) {
    return text(nameStart(field), nameEnd(field));
  }

  public String value(int field) {
    return text(valueStart(field), valueEnd(field));
  }

  private String text(int start, int end) {
    return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
  }

  /// A head of its own that stays valid.
  public HttpHead copy() {
    HttpHead copy = new HttpHead(java.util.Arrays.copyOf(bytes, length));
    copy.fields = java.util.Arrays.copyOf(fields, Math.max(count, 1) * PER_FIELD);
    copy.kinds = java.util.Arrays.copyOf(kinds, Math.max(count, 1));
    copy.count = count;
    copy.length = length;
    copy.methodEnd = methodEnd;
    copy.targetStart = targetStart;
    copy.targetEnd = targetEnd;
    copy.minorVersion = minorVersion;
    copy.status = status;
    return copy;
  }

  /// For the parser: forgets everything and reads from these bytes.
  public void reset(byte[] newBytes) {
    bytes = newBytes;
    count = 0;
    length = 0;
    methodEnd = 0;
    targetStart = 0;
    targetEnd = 0;
    minorVersion = 1;
    status = 0;
  }

  /// For the parser.
  public void requestLine(int newMethodEnd, int newTargetStart, int newTargetEnd, int newMinor) {
    methodEnd = newMethodEnd;
    targetStart = newTargetStart;
    targetEnd = newTargetEnd;
    minorVersion = newMinor;
  }

  /// For the parser.
  public void statusLine(int newStatus, int newMinor) {
    status = newStatus;
    minorVersion = newMinor;
  }

  /// For the parser.
  public void add(int nameStart, int nameEnd, int valueStart, int valueEnd, byte kind) {
    if (count == kinds.length) {
      fields = java.util.Arrays.copyOf(fields, fields.length * 2);
      kinds = java.util.Arrays.copyOf(kinds, kinds.length * 2);
    }
    int at = count * PER_FIELD;
    fields[at] = nameStart;
    fields[at + 1] = nameEnd;
    fields[at + 2] = valueStart;
    fields[at + 3] = valueEnd;
    kinds[count++] = kind;
  }

  /// For the parser.
  public void valueEndOfLast(int valueEnd) {
    fields[(count - 1) * PER_FIELD + 3] = valueEnd;
  }

  /// For the parser.
  public void kind(int field, byte newKind) {
    kinds[field] = newKind;
  }

  /// For the parser.
  public void length(int newLength) {
    length = newLength;
  }
}
