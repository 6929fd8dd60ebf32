package org.ncsn.cli.evaluation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.ncsn.cli.evaluation.Evaluator.Names;
import org.ncsn.cli.output.Console;
import org.ncsn.cli.output.OfficialImages;
import org.ncsn.cli.output.OutputFolder;
import org.ncsn.data.Dataset;
import org.ncsn.error.UserError;
import org.ncsn.format.NumberPickle;
import org.ncsn.io.AtomicFile;
import org.ncsn.io.FileErrors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder as the second paper's program leaves it of {@code --fast_fid}: {@code
 * ckpt_<step>/sample_<i>.png}, numbered from 0 through all samples of a checkpoint, and {@code
 * fids.pickle} with the distances by step. A hidden file {@code .ckpt_<step>} says that this
 * program drew the samples, and which, so that they are not drawn again after a kill.
 */
public final class FidFolder implements SampleKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(FidFolder.class);

  private static final String SAMPLE = "sample";
  private static final Pattern NUMBERED = Pattern.compile(SAMPLE + "_(0|[1-9]\\d{0,8})\\.png");
  private static final String DISTANCES = "fids.pickle";

  /** What stands for samples of which some may be missing; no origin is empty. */
  private static final String IN_PART = "";

  private final OutputFolder folder;
  private final int count;
  private final SortedMap<Long, Double> distances = new TreeMap<>();

  private FidFolder(OutputFolder folder, int count) {
    this.folder = folder;
    this.count = count;
  }

  /**
   * Makes sure that there is somewhere to write to, before anything is drawn.
   *
   * @param path is created if it is missing
   * @param steps of the checkpoints
   * @param count how many samples of each
   * @throws UserError if it cannot be written to, another run writes there, or it holds samples
   *     that this program did not draw, and that would stay between those that it draws
   */
  public static FidFolder open(Path path, List<Long> steps, int count) {
    FidFolder folder = new FidFolder(OutputFolder.open(path), count);
    try {
      steps.forEach(folder::requireOwn);
      return folder;
    } catch (UserError e) {
      folder.close();
      throw e;
    }
  }

  private void requireOwn(long step) {
    Path samples = samples(step);
    if (!Files.exists(samples)) {
      return;
    }
    List<Path> others = surplus(samples);
    if (!others.isEmpty() && !Files.exists(mark(step))) {
      throw new UserError(
          samples
              + " holds "
              + others.get(0).getFileName()
              + ", which this program did not draw, and which would stay beside the "
              + count
              + " samples to be drawn; choose another folder with -i, or remove it");
    }
  }

  @Override
  public boolean holds(long step, String origin) {
    try {
      Path samples = samples(step);
      return Files.isDirectory(samples)
          && Files.exists(mark(step))
          && Files.readString(mark(step)).strip().equals(origin)
          && surplus(samples).isEmpty()
          && numbered(samples).size() == count;
    } catch (IOException unreadable) {
      return false;
    }
  }

  @Override
  public void keep(long step, String origin, Dataset samples, Console console) {
    if (holds(step, origin)) {
      return;
    }
    Path into = samples(step);
    try {
      Files.createDirectories(into);
      mark(step, IN_PART);
      for (Path other : surplus(into)) {
        Files.delete(other);
      }
    } catch (IOException e) {
      throw FileErrors.cannotWrite(into, e);
    }
    OfficialImages.writeEach(into, SAMPLE, samples, console);
    mark(step, origin);
  }

  @Override
  public void found(long step, double distance) {
    distances.put(step, distance);
    NumberPickle.write(folder.path().resolve(DISTANCES), distances);
  }

  @Override
  public void told(Names names) {
    LOG.info(
        "Wrote the {} of each checkpoint{} into {}, beside the samples",
        names.frechet(),
        names.equals(Names.OF_INCEPTION) ? "" : ", which is no FID,",
        folder.path().resolve(DISTANCES));
  }

  private Path samples(long step) {
    return folder.path().resolve("ckpt_" + step);
  }

  private Path mark(long step) {
    return folder.path().resolve(".ckpt_" + step);
  }

  private void mark(long step, String origin) {
    AtomicFile.write(mark(step), out -> out.write(origin.getBytes(StandardCharsets.UTF_8)));
  }

  /** Samples of more than are drawn. */
  private List<Path> surplus(Path samples) {
    return numbered(samples).stream().filter(file -> number(file) >= count).toList();
  }

  private static List<Path> numbered(Path samples) {
    try (Stream<Path> files = Files.list(samples)) {
      return files
          .filter(file -> NUMBERED.matcher(file.getFileName().toString()).matches())
          .filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw FileErrors.cannotRead(samples, "folder of samples", "choose another folder with -i", e);
    }
  }

  private static int number(Path file) {
    Matcher name = NUMBERED.matcher(file.getFileName().toString());
    return name.matches() ? Integer.parseInt(name.group(1)) : -1;
  }

  @Override
  public void close() {
    folder.close();
  }
}
