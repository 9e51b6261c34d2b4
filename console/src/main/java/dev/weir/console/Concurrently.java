package dev.weir.console;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/// Asks an API several things at once, because a page waits for all of them.
final class Concurrently {
  /// Of one page; an API elsewhere limits how often it may be asked.
  private static final int AT_ONCE = 8;

  private Concurrently() {}

  /// The results in the order of the questions.
  ///
  /// @throws RuntimeException what the first question that failed threw
  static <T, R> List<R> map(List<T> questions, Function<T, R> ask) {
    if (questions.size() < 2) {
      return questions.stream().map(ask).toList();
    }
    try (ExecutorService threads =
        Executors.newFixedThreadPool(
            Math.min(AT_ONCE, questions.size()), Thread.ofVirtual().factory())) {
      List<Future<R>> asked = new ArrayList<>();
      questions.forEach(question -> asked.add(threads.submit(() -> ask.apply(question))));
      List<R> results = new ArrayList<>();
      for (Future<R> each : asked) {
        results.add(each.get());
      }
      return results;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking", e);
    }
  }
}
