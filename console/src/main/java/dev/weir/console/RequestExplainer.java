package dev.weir.console;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tells what a listener would do with a request, and sends one.
public interface RequestExplainer {
  /// Nothing to ask, for a data plane that is elsewhere.
  RequestExplainer NONE =
      new RequestExplainer() {
        @Override
        public Optional<Explanation> explain(String listenerArn, Request request) {
          return Optional.empty();
        }

        @Override
        public Optional<Answer> send(String listenerArn, Request request) {
          return Optional.empty();
        }
      };

  /// What would happen; empty when the listener is not known here.
  Optional<Explanation> explain(String listenerArn, Request request);

  /// Sends the request to the load balancer's own listener; empty when it is not known here.
  Optional<Answer> send(String listenerArn, Request request);

  /// @param host empty for the load balancer's DNS name
  /// @param target path and query
  record Request(String method, String host, String target, Map<String, String> headers) {
    public Request {
      headers = Map.copyOf(headers);
    }
  }

  /// @param steps one for each rule that was looked at, in order
  /// @param outcome which rule wins and what it does
  /// @param transformed the request head as the target would get it, empty when none would
  record Explanation(List<Step> steps, String outcome, String transformed) {
    public Explanation {
      steps = List.copyOf(steps);
    }
  }

  /// @param priority a number or `default`
  /// @param reason why the rule did not match, or what it does
  record Step(String priority, boolean matched, String reason) {}

  /// @param status 0 when there was no answer
  /// @param headers the status line and the header fields
  /// @param target the address and port of the target that answered; empty when the load balancer
  ///   itself did
  /// @param timings what took how long, in order of time
  record Answer(int status, String headers, String body, String target, List<Timing> timings) {
    public Answer {
      timings = List.copyOf(timings);
    }
  }

  record Timing(String part, double milliseconds) {}
}
