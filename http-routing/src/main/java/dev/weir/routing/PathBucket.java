package dev.weir.routing;

/// The rules of one host literal, filed by the literals of their paths.
final class PathBucket implements Bucket {
  private final LiteralIndex paths;

  PathBucket(LiteralIndex paths) {
    this.paths = paths;
  }

  @Override
  public int best(RequestHead head, int best) {
    return paths.best(head.pathBytes, head.pathFrom, head.pathTo, head.pathHash(), head, best);
  }

  @Override
  public int lowestRank() {
    return paths.lowestRank();
  }
}
