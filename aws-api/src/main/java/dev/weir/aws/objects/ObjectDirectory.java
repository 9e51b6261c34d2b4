package dev.weir.aws.objects;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A directory that stands for S3: the object `key` of bucket `bucket` is the file `bucket/key` in
/// it, and every directory at its top is a bucket.
///
/// Files may be put there by hand or through {@link ObjectApi}. Names that would leave the
/// directory are taken as objects that do not exist.
public final class ObjectDirectory {
  private final Path root;

  public ObjectDirectory(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  /// The file of an object, whether it exists or not; empty for a name that cannot be one.
  public Optional<Path> file(String bucket, String key) {
    return inside(root.resolve(bucket).normalize(), root)
        .flatMap(directory -> inside(directory.resolve(key).normalize(), directory));
  }

  private static Optional<Path> inside(Path path, Path parent) {
    return path.startsWith(parent) && !path.equals(parent) ? Optional.of(path) : Optional.empty();
  }

  /// The contents of an object; empty when there is no such object.
  public Optional<byte[]> read(String bucket, String key) {
    Optional<Path> file = file(bucket, key).filter(Files::isRegularFile);
    try {
      return file.isEmpty() ? Optional.empty() : Optional.of(Files.readAllBytes(file.get()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("object s3://" + bucket + "/" + key, e);
    }
  }

  boolean hasBucket(String bucket) {
    return inside(root.resolve(bucket).normalize(), root).filter(Files::isDirectory).isPresent();
  }

  void createBucket(String bucket) throws IOException {
    Files.createDirectories(root.resolve(bucket));
  }

  /// Replaces the object as a whole: a reader sees the old contents or the new.
  void write(Path file, byte[] contents) throws IOException {
    Path parent = java.util.Objects.requireNonNull(file.getParent());
    Files.createDirectories(parent);
    Path partial = Files.createTempFile(root, ".put-", ".partial");
    Files.write(partial, contents);
    Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  List<String> buckets() throws IOException {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(root)) {
      return entries.filter(Files::isDirectory).map(ObjectDirectory::name).sorted().toList();
    }
  }

  /// One object of a listing.
  record Listed(String key, Path file) {}

  /// The objects of a bucket in the order of their keys.
  List<Listed> objects(String bucket) throws IOException {
    Path directory = root.resolve(bucket);
    List<Listed> found = new ArrayList<>();
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String key = directory.relativize(file).toString().replace('\\', '/');
            found.add(new Listed(key, file));
            return FileVisitResult.CONTINUE;
          }
        });
    found.sort(Comparator.comparing(Listed::key));
    return found;
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}
