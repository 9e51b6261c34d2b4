package dev.weir.controller.endpoint;

import dev.weir.controller.webhook.AdmissionReviews;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;

/// Answers the reviews that an API server posts.
record WebhookHandler(AdmissionReviews reviews) implements Handler {
  @Override
  public void handle(ServerRequest request, ServerResponse response) {
    if (!request.content().hasEntity()) {
      refuse(response, Status.BAD_REQUEST_400, "expected: an AdmissionReview");
      return;
    }
    try {
      String review = request.content().as(String.class);
      Optional<String> answer = reviews.answer(request.path().path(), review);
      if (answer.isEmpty()) {
        refuse(response, Status.NOT_FOUND_404, "404 page not found");
        return;
      }
      response.header(HeaderNames.CONTENT_TYPE, "application/json");
      response.send(answer.get());
    } catch (IllegalArgumentException e) {
      refuse(response, Status.BAD_REQUEST_400, "expected: an AdmissionReview: " + e.getMessage());
    }
  }

  private static void refuse(ServerResponse response, Status status, String message) {
    response.status(status);
    response.send(message);
  }
}
