package dev.weir.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ListingTest {
  private static final List<String> ALL =
      IntStream.range(0, 120).mapToObj(i -> "row-%03d".formatted(i)).toList();

  @Test
  void showsOnePageAndKnowsTheAddressesOfTheOthers() {
    Listing<String> listing = listing(Map.of("page", "2", "dir", "desc"));

    assertThat(listing.rows()).hasSize(50).startsWith("row-069").endsWith("row-020");
    assertThat(listing.pages()).isEqualTo(3);
    assertThat(listing.pageAt(3)).isEqualTo("?q=&sort=name&dir=desc&page=3");
    assertThat(listing.ariaSort("name")).isEqualTo("descending");
  }

  @Test
  void findsTextWhateverItsCase() {
    assertThat(listing(Map.of("q", " ROW-01 ")).rows()).hasSize(10);
    assertThat(listing(Map.of("q", "<script>")).total()).isZero();
  }

  @Test
  void takesWhatIsNoPageOrColumnForTheFirst() {
    Listing<String> listing = listing(Map.of("page", "99999999999", "sort", "nothing"));

    assertThat(listing.page()).isEqualTo(1);
    assertThat(listing.sort()).isEqualTo("name");
    assertThat(listing(Map.of("page", "9")).page()).isEqualTo(3);
  }

  private static Listing<String> listing(Map<String, String> parameters) {
    return Listing.of(ALL, parameters, Map.of("name", Function.identity()), Function.identity());
  }
}
