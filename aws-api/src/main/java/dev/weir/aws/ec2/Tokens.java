package dev.weir.aws.ec2;

import dev.weir.aws.wire.AwsException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One page of an EC2 list: `MaxResults` and `NextToken`.
///
/// @param nextToken null on the last page
record Tokens<T>(List<T> items, @Nullable String nextToken) {

  /// @param maxResults null for everything
  static <T> Tokens<T> of(List<T> all, @Nullable String token, @Nullable Integer maxResults) {
    int from = 0;
    if (token != null && !token.isEmpty()) {
      if (!token.matches("\\d{1,9}") || Integer.parseInt(token) > all.size()) {
        throw new AwsException("InvalidNextToken", "The token '" + token + "' is invalid");
      }
      from = Integer.parseInt(token);
    }
    if (maxResults != null && (maxResults < 1 || maxResults > 1000)) {
      throw new AwsException(
          "InvalidParameterValue",
          "Value ( "
              + maxResults
              + " ) for parameter maxResults is invalid. Expecting a value"
              + " between 1 and 1000");
    }
    int to = maxResults == null ? all.size() : Math.min(all.size(), from + maxResults);
    return new Tokens<>(
        List.copyOf(all.subList(from, to)), to == all.size() ? null : Integer.toString(to));
  }
}
