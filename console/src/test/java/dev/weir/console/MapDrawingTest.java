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
        .containsExactly("w0 w1", "w0", "w1", "w1", "w1");
    assertThat(map.edges()).extracting(ResourceMap.Edge::bad).containsExactly(false, false, false);
    assertThat(map.boxes()).extracting(box -> !box.line().isEmpty()).endsWith(false, true);
    assertThat(map.boxes().getLast().bad()).isTrue();
  }

  @Test
  void theTargetsOfAGroupAreOneWay() {
    MapDrawing drawing = new MapDrawing();
    MapDrawing.Node rule = drawing.node(1, "1", "Priority 1", "", "/l");
    MapDrawing.Node group = drawing.node(2, "g", "group", "", "/g");
    for (int i = 0; i < 9; i++) {
      drawing.way(List.of(rule, group, drawing.node(3, "t" + i, "target", "", "/g")));
    }

    ResourceMap map = drawing.done("");

    assertThat(map.ways()).isEqualTo(1);
    assertThat(map.styles()).isEqualTo("/assets/ways-8.css");
    assertThat(WayStyles.named("ways-8.css"))
        .hasValueSatisfying(
            css -> assertThat(css.lines()).hasSize(8).first().asString().contains(".w0:is(:hover"));
    assertThat(WayStyles.named("ways-9.css")).isEmpty();
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
