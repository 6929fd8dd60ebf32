package org.ncsn.data.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.ncsn.array.Shape;
import org.ncsn.error.UserError;

/** Reads, decodes and frames pictures one at a time, on any thread. */
final class PictureLoader {
  private final PictureSource source;
  private final Framing framing;
  private final Shape imageShape;
  private final SkippedPictures skipped;
  private final PixelCache cache;

  /**
   * @param framing how each picture becomes a square of the rules' side
   */
  PictureLoader(PictureSource source, Framing framing, PictureRules rules, PixelCache cache) {
    this.source = source;
    this.framing = framing;
    this.imageShape = Shape.of(rules.side(), rules.side(), rules.channels());
    this.skipped = new SkippedPictures(source.path(), rules.maxCorrupt(), rules.observer());
    this.cache = cache;
    source.passedOver().forEach(skipped::add);
  }

  /** Where the pictures are. */
  Path path() {
    return source.path();
  }

  /** Shape {@code [H,W,C]} of every image. */
  Shape sampleShape() {
    return imageShape;
  }

  /**
   * A picture as the bytes of an image; nothing if it cannot be read.
   *
   * @throws UserError if more cannot be read than allowed
   */
  Optional<byte[]> load(String name) {
    Optional<byte[]> known = cache.get(name);
    if (known.isPresent() || skipped.contains(name)) {
      return known;
    }
    try {
      byte[] pixels = framed(name).pixels();
      cache.put(name, pixels);
      return Optional.of(pixels);
    } catch (IOException e) {
      skipped.add(name, e);
      return Optional.empty();
    }
  }

  private Picture framed(String name) throws IOException {
    Picture picture = PictureDecoder.decode(source.read(name)).withChannels(imageShape.extent(2));
    try {
      return framing.apply(picture);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /**
   * The error when none of some pictures can be read.
   *
   * @param pictures how many these are
   */
  UserError noneReadable(int pictures) {
    return new UserError(
        String.format(
            Locale.ROOT,
            "%s: none of %d pictures can be read: %s; check the files",
            source.path(),
            pictures,
            skipped.named()));
  }
}
