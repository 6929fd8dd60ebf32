package org.ncsn.data.image;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.ncsn.io.FileErrors;

/**
 * Looks for pictures in a folder and in those below it. Symbolic links are followed, but a folder
 * that was seen is not entered again: links that lead back would have no end, and links side by
 * side would multiply the pictures. Folders themselves go before links to them, whatever the order
 * of the disk, so that the names are always the same.
 */
final class FolderSearch {
  private final Path root;
  private final List<String> pictures = new ArrayList<>();
  private final Map<String, IOException> passedOver = new TreeMap<>();
  private final Set<Path> seen = new HashSet<>();
  private final Deque<Path> folders = new ArrayDeque<>();
  private final TreeSet<Path> links = new TreeSet<>();

  private FolderSearch(Path root) {
    this.root = root;
  }

  /**
   * What is in a folder.
   *
   * @throws org.ncsn.error.UserError if the folder itself cannot be entered
   */
  static FolderSearch of(Path root) {
    FolderSearch search = new FolderSearch(root);
    try {
      search.enter(root);
    } catch (IOException e) {
      throw FileErrors.cannotRead(root, "folder", "check what is in it", e);
    }
    search.enterAll();
    Collections.sort(search.pictures);
    return search;
  }

  /** Files named like pictures, by their paths below the folder, sorted. */
  List<String> pictures() {
    return Collections.unmodifiableList(pictures);
  }

  /** Folders that cannot be entered and links that lead nowhere, with the reason. */
  Map<String, IOException> passedOver() {
    return Collections.unmodifiableMap(passedOver);
  }

  private void enterAll() {
    while (!folders.isEmpty() || !links.isEmpty()) {
      Path next = folders.isEmpty() ? links.pollFirst() : folders.poll();
      try {
        enter(next);
      } catch (IOException e) {
        boolean forbidden = e instanceof AccessDeniedException;
        passedOver.put(
            name(next),
            new IOException(forbidden ? "it may not be entered" : "it cannot be entered", e));
      }
    }
  }

  private void enter(Path folder) throws IOException {
    if (!seen.add(folder.toRealPath())) {
      return;
    }
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder)) {
      found.forEach(this::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private void add(Path found) {
    String name = name(found);
    String last = found.getFileName().toString();
    if (last.startsWith(".")) {
      return;
    }
    if (Files.isDirectory(found, LinkOption.NOFOLLOW_LINKS)) {
      folders.add(found);
    } else if (Files.isDirectory(found)) {
      links.add(found);
    } else if (ImageFormat.isNamed(name) && Files.isRegularFile(found)) {
      pictures.add(name);
    } else if (Files.isSymbolicLink(found)
        && !Files.exists(found)
        && (ImageFormat.isNamed(name) || last.indexOf('.') < 0)) {
      // It was to be a picture, or might have been a folder of them.
      passedOver.put(name, new IOException("the link leads nowhere"));
    }
  }

  private String name(Path found) {
    return root.relativize(found).toString().replace('\\', '/');
  }
}
