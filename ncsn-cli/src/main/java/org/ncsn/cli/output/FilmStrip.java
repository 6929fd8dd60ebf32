package org.ncsn.cli.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ncsn.io.AtomicFile;
import org.ncsn.io.FileErrors;
import org.ncsn.io.RegularFile;

/**
 * The annealing of a test, for the report: a few frames side by side in one picture, and a caption
 * for each. It stands in the run folder as {@code annealing.png} and {@code annealing.json}.
 *
 * @param png the picture
 * @param captions one for each frame, left to right
 */
public record FilmStrip(BufferedImage png, List<String> captions) {
  private static final String PICTURE = "annealing.png";
  private static final String CAPTIONS = "annealing.json";
  private static final long MOST_BYTES = 1 << 24;
  private static final ObjectMapper JSON = new ObjectMapper();

  public FilmStrip {
    captions = List.copyOf(captions);
  }

  /** Frames of one size, side by side. */
  public static FilmStrip of(List<BufferedImage> frames, List<String> captions) {
    BufferedImage first = frames.get(0);
    BufferedImage strip =
        new BufferedImage(first.getWidth() * frames.size(), first.getHeight(), first.getType());
    Graphics2D graphics = strip.createGraphics();
    for (int i = 0; i < frames.size(); i++) {
      graphics.drawImage(frames.get(i), i * first.getWidth(), 0, null);
    }
    graphics.dispose();
    return new FilmStrip(strip, captions);
  }

  /**
   * Writes both files.
   *
   * @throws org.ncsn.error.UserError if they cannot be written
   */
  public void write(Path logs) {
    ImageGrid.writePng(png, logs.resolve(PICTURE));
    AtomicFile.write(logs.resolve(CAPTIONS), out -> out.write(JSON.writeValueAsBytes(captions)));
  }

  /**
   * The PNG file and the captions of the last test, if there was one.
   *
   * @throws org.ncsn.error.UserError if they are damaged
   */
  public static Optional<Saved> read(Path logs) {
    Path picture = logs.resolve(PICTURE);
    Path captions = logs.resolve(CAPTIONS);
    if (!Files.exists(picture) || !Files.exists(captions)) {
      return Optional.empty();
    }
    try {
      RegularFile.require(picture);
      RegularFile.require(captions);
      if (Files.size(picture) > MOST_BYTES || Files.size(captions) > MOST_BYTES) {
        throw new IOException("it is larger than any that this program writes");
      }
      String[] texts = JSON.readValue(captions.toFile(), String[].class);
      return Optional.of(new Saved(Base64Png.of(Files.readAllBytes(picture)), List.of(texts)));
    } catch (IOException | NullPointerException e) {
      // What the library says of JSON names its own classes, and ours.
      IOException damage =
          e instanceof IOException io && !(e instanceof JsonProcessingException)
              ? io
              : new IOException("its captions are no list of texts", e);
      throw FileErrors.cannotRead(captions, "film strip", "delete it and run --test again", damage);
    }
  }

  /**
   * A film strip on disk.
   *
   * @param dataUri the picture
   * @param captions one for each frame
   */
  public record Saved(String dataUri, List<String> captions) {}
}
