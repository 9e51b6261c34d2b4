package dev.weir.proxy.exchange;

import java.util.List;

/// What an authenticating action decided.
public sealed interface AuthenticationResult {

  /// Go on with the next action.
  ///
  /// @param requestHeaders to set on the request to the target; the client's own fields of these
  ///   names are dropped
  /// @param responseHeaders to add to the response to the client, such as renewed cookies
  record Proceed(List<Field> requestHeaders, List<Field> responseHeaders)
      implements AuthenticationResult {
    public Proceed {
      requestHeaders = List.copyOf(requestHeaders);
      responseHeaders = List.copyOf(responseHeaders);
    }
  }

  /// Answer the client.
  ///
  /// @param status 302 with a `Location` among the headers, or an error, which gets ALB's page
  /// @param errorReason the access log's error reason, such as `AuthInvalidStateParam`
  record Answer(int status, List<Field> headers, String errorReason)
      implements AuthenticationResult {
    public Answer {
      headers = List.copyOf(headers);
    }
  }

  /// A header field; name and value hold no CR or LF. On requests, an empty value only drops the
  /// client's fields of the name.
  record Field(String name, String value) {}
}
