package dev.weir.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileJournalTest {
  @TempDir Path directory;

  @Test
  void whatWasAppendedIsThereAfterARestart() {
    append(entry(1, "a", "1"), entry(2, "b", "2"));

    assertThat(load()).containsExactly(entry(1, "a", "1"), entry(2, "b", "2"));
  }

  @Test
  void aJournalCutAtAnyByteGivesTheEntriesThatWereWhole() throws IOException {
    JournalEntry[] all = {entry(1, "a", "1"), entry(2, "zürich \n", null), entry(3, "c", "[3]")};
    append(all);
    byte[] whole = Files.readAllBytes(file());

    for (int length = 0; length <= whole.length; length++) {
      Files.write(file(), Arrays.copyOf(whole, length));

      int complete = 0;
      for (int i = 0; i < length; i++) {
        complete += whole[i] == '\n' ? 1 : 0;
      }
      assertThat(load()).as("cut at byte %d", length).containsExactly(Arrays.copyOf(all, complete));
    }
  }

  @Test
  void writingGoesOnAfterACutTail() throws IOException {
    append(entry(1, "a", "1"), entry(2, "b", "2"));
    byte[] whole = Files.readAllBytes(file());
    Files.write(file(), Arrays.copyOf(whole, whole.length - 5));

    append(entry(2, "c", "3"));

    assertThat(load()).containsExactly(entry(1, "a", "1"), entry(2, "c", "3"));
  }

  @Test
  void aFlippedByteInTheLastEntryDropsItAndInAnEarlierOneIsAnError() throws IOException {
    append(entry(1, "a", "1"), entry(2, "b", "2"));
    byte[] whole = Files.readAllBytes(file());
    int second = new String(whole, UTF_8).indexOf('\n') + 1;

    Files.write(file(), flipped(whole, second + 12));
    assertThat(load()).containsExactly(entry(1, "a", "1"));

    Files.write(file(), flipped(whole, 12));
    assertThatThrownBy(this::load)
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("The journal '" + file() + "' is damaged at byte 0 (line 1)")
        .hasMessageContaining("Restore it from a copy, or move it away to start empty");
  }

  @Test
  void everyDamagedByteInTheMiddleIsToldWithItsPlace() throws IOException {
    append(entry(1, "a", "1"), entry(2, "b", "2"), entry(3, "c", "3"));
    byte[] whole = Files.readAllBytes(file());
    int second = new String(whole, UTF_8).indexOf('\n') + 1;
    int third = new String(whole, UTF_8).indexOf('\n', second) + 1;

    for (int at = second; at < third - 1; at++) {
      Files.write(file(), flipped(whole, at));

      assertThatThrownBy(this::load)
          .as("flipped byte %d", at)
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("is damaged at byte " + second + " (line 2)");
      assertThat(Files.readAllBytes(file())).as("left as it is").isEqualTo(flipped(whole, at));
    }
  }

  @Test
  void compactingLeavesOneEntryAndWritingGoesOn() {
    try (FileJournal journal = open()) {
      journal.load();
      journal.append(List.of(entry(1, "a", "1"), entry(2, "a", "2")));
      journal.compact(entry(2, "a", "2"));
      journal.append(List.of(entry(3, "b", "3")));
    }

    assertThat(load()).containsExactly(entry(2, "a", "2"), entry(3, "b", "3"));
  }

  @Test
  void aDirectoryThatIsAFileIsToldByName() throws IOException {
    Path file = Files.writeString(directory.resolve("taken"), "");

    assertThatThrownBy(() -> FileJournal.open(file))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("The data directory '" + file + "' cannot be used")
        .hasMessageContaining("--data-dir");
  }

  @Test
  void aSecondUserOfTheDirectoryIsRefused() {
    try (FileJournal first = open()) {
      first.load();
      assertThatThrownBy(this::open).hasMessageContaining("is in use by another process");
    }
  }

  private void append(JournalEntry... entries) {
    try (FileJournal journal = open()) {
      journal.load();
      journal.append(List.of(entries));
    }
  }

  private List<JournalEntry> load() {
    try (FileJournal journal = open()) {
      return journal.load();
    }
  }

  private FileJournal open() {
    return FileJournal.open(directory);
  }

  private Path file() {
    return directory.resolve("elb.journal");
  }

  private static JournalEntry entry(long revision, String key, String json) {
    Map<JournalEntry.Key, String> writes = new HashMap<>();
    writes.put(new JournalEntry.Key("things", key), json);
    return new JournalEntry(revision, writes);
  }

  private static byte[] flipped(byte[] bytes, int at) {
    byte[] copy = bytes.clone();
    copy[at] ^= 1;
    return copy;
  }
}
