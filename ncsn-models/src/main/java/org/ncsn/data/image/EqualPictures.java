package org.ncsn.data.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.data.ByteImages;
import org.ncsn.data.Dataset;
import org.ncsn.error.UserError;

/**
 * All pictures in a folder and the folders below it, or in a ZIP archive, as they are: of one size,
 * in the order of their names, every one readable. They are decoded on demand from files that stay
 * open until this is closed.
 */
public final class EqualPictures implements Dataset, AutoCloseable {
  private final PictureFiles files;
  private final List<String> names;
  private final Shape shape;

  private EqualPictures(PictureFiles files, List<String> names, Shape shape) {
    this.files = files;
    this.names = names;
    this.shape = shape;
  }

  /**
   * Opens a folder or archive.
   *
   * @return pictures of the first one's size and channels
   * @throws UserError if there are no pictures, or the first one cannot be read
   */
  public static EqualPictures open(Path path) {
    PictureFiles files = PictureFiles.open(path);
    try {
      List<String> names = files.names();
      if (names.isEmpty()) {
        throw new UserError(
            path + ": holds no pictures (jpg, jpeg, png, gif, bmp, webp); check the path");
      }
      Picture first = decoded(files, names.get(0));
      return new EqualPictures(
          files, names, Shape.of(first.height(), first.width(), first.channels()));
    } catch (RuntimeException e) {
      files.close();
      throw e;
    }
  }

  /**
   * The same pictures in grey or in colour.
   *
   * @param channels 1 or 3
   */
  public EqualPictures withChannels(int channels) {
    return new EqualPictures(files, names, Shape.of(shape.extent(0), shape.extent(1), channels));
  }

  @Override
  public int size() {
    return names.size();
  }

  @Override
  public Shape sampleShape() {
    return shape;
  }

  /**
   * {@inheritDoc}
   *
   * @throws UserError if a picture cannot be read, or is of another size than the first
   */
  @Override
  public HostArray batch(int... indices) {
    return ByteImages.batch(shape, index -> pixels(names.get(index)), indices);
  }

  private byte[] pixels(String name) {
    Picture picture = decoded(files, name);
    if (picture.height() != shape.extent(0) || picture.width() != shape.extent(1)) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "%s: its pictures are of different sizes: %s has %d x %d pixels, %s has %d x %d; make"
                  + " them one size",
              files.path(),
              names.get(0),
              shape.extent(1),
              shape.extent(0),
              name,
              picture.width(),
              picture.height()));
    }
    return picture.withChannels(shape.extent(2)).pixels();
  }

  private static Picture decoded(PictureFiles files, String name) {
    try {
      return PictureDecoder.decode(files.read(name));
    } catch (IOException e) {
      throw new UserError(
          files.path() + ": " + name + " cannot be read: " + e.getMessage() + "; remove it", e);
    }
  }

  @Override
  public void close() {
    files.close();
  }
}
