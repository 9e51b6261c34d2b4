package dev.weir.proxy.http1;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/// Makes inputs from a seed: a well-formed one with pieces taken out, doubled, and put in.
public final class Mutations {
  private final Random random;
  private final List<String> seeds;
  private final List<String> pieces;

  public Mutations(long seed, List<String> seeds, List<String> pieces) {
    this.random = new Random(seed);
    this.seeds = seeds;
    this.pieces = pieces;
  }

  public byte[] next() {
    StringBuilder text = new StringBuilder(seeds.get(random.nextInt(seeds.size())));
    int changes = random.nextInt(5);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(text.length() + 1);
      int end = Math.min(text.length(), at + random.nextInt(6));
      switch (random.nextInt(5)) {
        case 0 -> text.delete(at, end);
        case 1 -> text.insert(at, text.substring(at, end));
        case 2 -> text.insert(at, (char) random.nextInt(256));
        default -> text.insert(at, pieces.get(random.nextInt(pieces.size())));
      }
    }
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
