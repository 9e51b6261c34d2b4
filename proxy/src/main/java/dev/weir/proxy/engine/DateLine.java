package dev.weir.proxy.engine;

import dev.weir.proxy.http1.Bytes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// The Date line of generated responses, made once a second. One per event loop.
final class DateLine {
  private byte[] line = new byte[0];
  private long second = -1;

  void second(long epochSecond) {
    if (epochSecond != second) {
      second = epochSecond;
      String date =
          DateTimeFormatter.RFC_1123_DATE_TIME.format(
              Instant.ofEpochSecond(epochSecond).atOffset(ZoneOffset.UTC));
      // The formatter writes days below ten with one digit.
      String padded = date.charAt(6) == ' ' ? date.substring(0, 5) + "0" + date.substring(5) : date;
      line = Bytes.latin1("Date: " + padded + "\r\n");
    }
  }

  byte[] line() {
    return line;
  }
}
