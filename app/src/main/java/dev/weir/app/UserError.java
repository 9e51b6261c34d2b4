package dev.weir.app;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/// Something that the user can put right: printed as one message, without a stack trace.
final class UserError extends RuntimeException {
  private static final long serialVersionUID = 1;

  UserError(String message) {
    super(message);
  }

  UserError(String message, Throwable cause) {
    super(message, cause);
  }

  /// Why a file cannot be read, in words.
  ///
  /// @param file as the user named it
  static UserError unreadable(String file, IOException e) {
    String cause =
        switch (e) {
          case NoSuchFileException _ -> "no such file or directory";
          case AccessDeniedException _ -> "permission denied";
          case MalformedInputException _ -> "not UTF-8 text";
          default -> e.toString();
        };
    return new UserError("cannot read " + file + ": " + cause, e);
  }
}
