package dev.weir.proxy;

import static dev.weir.proxy.Snapshots.forward;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.weir.elb.AddressBook;
import io.netty.util.ResourceLeakDetector;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Once warm, a proxied keep-alive request allocates next to nothing on its event loop.
class AllocationTest {
  private static final int WARM = 30_000;
  private static final int COUNTED = 10_000;

  @Test
  void aKeepAliveRequestAllocatesNextToNothing() throws Exception {
    ResourceLeakDetector.Level level = ResourceLeakDetector.getLevel();
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
    try (var proxy =
            Proxy.start(
                ProxyConfig.plain(AddressBook.IDENTITY).withEventLoops(1).withFrontDoor(null));
        var target = RecordingTarget.start(AllocationTest::answer);
        var client = connect(proxy, target)) {
      exchange(client, WARM);
      long before = allocated();
      exchange(client, COUNTED);
      long perRequest = (allocated() - before) / COUNTED;
      assertThat(perRequest).as("bytes per request").isLessThan(200);
    } finally {
      ResourceLeakDetector.setLevel(level);
    }
  }

  private static RawClient connect(Proxy proxy, RecordingTarget target) throws IOException {
    proxy.apply(
        new Snapshots()
            .loadBalancer("lb", "127.0.5.11", Map.of())
            .listener("lb", 18960, forward("pods"))
            .group("pods", target.port())
            .build());
    return new RawClient("127.0.5.11", 18960);
  }

  private static void exchange(RawClient client, int count) throws IOException {
    byte[] request =
        "GET /a/b?c=d HTTP/1.1\r\nHost: www.example.com:18960\r\nUser-Agent: test\r\nAccept: */*\r\n\r\n"
            .getBytes();
    InputStream in = client.socket().getInputStream();
    byte[] response = new byte[45];
    for (int i = 0; i < count; i++) {
      client.socket().getOutputStream().write(request);
      if (in.readNBytes(response, 0, response.length) < response.length) {
        throw new IOException("closed after " + i);
      }
    }
  }

  private static void answer(RecordingTarget.Connection connection) throws IOException {
    byte[] response = "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n1234567".getBytes();
    byte[] buffer = new byte[4096];
    InputStream in = connection.socket().getInputStream();
    while (in.read(buffer) > 0) {
      connection.socket().getOutputStream().write(response);
    }
  }

  private static long allocated() {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
        .filter(thread -> thread != null && thread.getThreadName().startsWith("weir-proxy"))
        .mapToLong(thread -> threads.getThreadAllocatedBytes(thread.getThreadId()))
        .sum();
  }
}
