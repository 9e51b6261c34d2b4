package dev.weir.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.weir.elb.ListenerRule;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouteTableAllocationTest {
  private static final int REQUESTS = 100_000;

  @Test
  void fillingAHeadAndMatchingItAllocateNothing() {
    RouteTable table = table();
    byte[] bytes =
        "GET /svc-7/%61/../list?x=1&page=2 HTTP/1.1 host-7.example.com curl/8 x-canary no"
            .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    byte[] peer = {10, 0, 0, 1};
    RequestHead head = new RequestHead();
    run(table, head, bytes, peer);

    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    int priorities = run(table, head, bytes, peer);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(priorities).isPositive();
    assertThat(allocated).as("bytes for %d requests", REQUESTS).isLessThan(REQUESTS / 10);
  }

  private static int run(RouteTable table, RequestHead head, byte[] bytes, byte[] peer) {
    int priorities = 0;
    for (int i = 0; i < REQUESTS; i++) {
      head.begin(bytes);
      head.peer(peer);
      head.method(0, 3);
      head.target(4, 33);
      head.host(43, 61);
      head.header(62, 66, 62, 68);
      head.header(69, 77, 78, 80);
      priorities += table.match(head).priority();
    }
    return priorities;
  }

  private static RouteTable table() {
    List<ListenerRule> rules = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      rules.add(
          Rules.rule(
              i + 1,
              i % 3 == 0 ? Rules.host("*.example.com") : Rules.host("host-" + i + ".example.com"),
              i % 2 == 0 ? Rules.path("/svc-" + i + "/*") : Rules.path("*/list"),
              i % 5 == 0 ? Rules.header("x-canary", "yes" + i) : Rules.query("page=?"),
              Rules.source("10.0.0.0/8")));
    }
    return RouteTable.compile(Rules.LISTENER, rules);
  }
}
