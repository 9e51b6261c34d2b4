package dev.weir.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MapDrawingTest {
  @Test
  void aWayRunsStraightWhileThePlacesAreFree() {
    MapDrawing drawing = new MapDrawing();
    MapDrawing.Node listener = drawing.node(0, "80", "HTTP:80", "", "/l");
    MapDrawing.Node first = drawing.node(1, "1", "Priority 1", "", "/l");
    MapDrawing.Node second = drawing.node(1, "2", "Priority 2", "", "/l");
    MapDrawing.Node group = drawing.node(2, "g", "group", "", "/g");
    MapDrawing.Node target = drawing.node(3, "t", "target", "unhealthy", "/g");
    target.state("unhealthy");
    drawing.way(List.of(listener, first));
    drawing.way(List.of(listener, second, group, target));

    ResourceMap map = drawing.done("");

    assertThat(map.boxes()).extracting(ResourceMap.Box::y).containsExactly(30, 30, 88, 88, 88);
    assertThat(map.boxes())
        .extracting(ResourceMap.Box::ways)
        .containsExactly("0 1", "0", "1", "1", "1");
    assertThat(map.edges())
        .extracting(ResourceMap.Edge::bad)
        .containsExactly(false, false, false, true);
    assertThat(map.boxes().getLast().bad()).isTrue();
  }

  @Test
  void longTitlesAreShortenedOnTheBoxButNotForScreenReaders() {
    MapDrawing drawing = new MapDrawing();
    drawing.way(List.of(drawing.node(0, "a", "x".repeat(60), "why", "/")));

    ResourceMap.Box box = drawing.done("").boxes().getFirst();

    assertThat(box.title()).hasSize(32).endsWith("…");
    assertThat(box.label()).isEqualTo("x".repeat(60) + ", why");
  }
}
