package dev.weir.bench;

import dev.weir.proxy.http1.RequestExtras;
import dev.weir.proxy.http1.RequestParser;
import dev.weir.proxy.http1.RequestRules;
import dev.weir.proxy.http1.RequestWriter;
import dev.weir.proxy.http1.TraceIds;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// A browser's request head: parsed, and parsed and written anew for the target.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class HeadBenchmark {
  private static final String HEAD =
      """
      GET /catalog/products?page=2&sort=price HTTP/1.1
      Host: shop.example.com
      User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0
      Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8
      Accept-Language: en-GB,en;q=0.9
      Accept-Encoding: gzip, deflate, br
      Cookie: session=0123456789abcdef0123456789abcdef; theme=dark
      Connection: keep-alive

      """
          .replace("\n", "\r\n");

  private final byte[] head = HEAD.getBytes(StandardCharsets.ISO_8859_1);
  private final byte[] scratch = new byte[RequestParser.MAX_HEAD + 32];
  private final RequestParser parser = new RequestParser();
  private final RequestWriter writer = new RequestWriter(new TraceIds(1));
  private final RequestExtras extras = new RequestExtras();
  private final RequestRules rules =
      RequestRules.of(
          false, 80, "bench.elb.localhost", false, false, RequestRules.ForwardedFor.APPEND, false);

  @Benchmark
  public int parse() {
    System.arraycopy(head, 0, scratch, 0, head.length);
    return parser.parse(scratch, head.length);
  }

  @Benchmark
  public int parseAndRewrite() {
    System.arraycopy(head, 0, scratch, 0, head.length);
    parser.parse(scratch, head.length);
    return writer.write(parser.head(), parser.framing(), parser.canonical(), rules, extras);
  }
}
