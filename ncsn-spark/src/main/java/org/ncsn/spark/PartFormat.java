package org.ncsn.spark;

import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.ncsn.array.HostArray;
import org.ncsn.cli.output.NumberedPngs;
import org.ncsn.error.UserError;
import org.ncsn.format.Npy;

/** How the images of a chunk are written. */
enum PartFormat {
  /** {@code part-000012.npy}, {@code float32 [n,H,W,C]}. */
  NPY {
    @Override
    List<String> files(Chunk chunk) {
      return List.of(fileName(chunk, ".npy"));
    }

    @Override
    void write(SharedFolder folder, Chunk chunk, HostArray images) {
      folder.write(
          fileName(chunk, ".npy"),
          (OutputStream out) -> {
            OutputStream buffered = new BufferedOutputStream(out);
            Npy.write(buffered, images);
            buffered.flush();
          });
    }
  },
  /** {@code part-000012.parquet}, a row an image; {@link ParquetImages} says which columns. */
  PARQUET {
    @Override
    List<String> files(Chunk chunk) {
      return List.of(fileName(chunk, ".parquet"));
    }

    @Override
    void write(SharedFolder folder, Chunk chunk, HostArray images) {
      folder.writeAt(
          fileName(chunk, ".parquet"),
          (file, configuration) -> ParquetImages.write(file, configuration, chunk.first(), images));
    }
  },
  /** {@code 012/012345.png}, an image each. */
  PICTURES {
    @Override
    List<String> files(Chunk chunk) {
      return IntStream.range(chunk.first(), chunk.first() + chunk.count())
          .mapToObj(NumberedPngs::name)
          .toList();
    }

    @Override
    void write(SharedFolder folder, Chunk chunk, HostArray images) {
      for (int i = 0; i < chunk.count(); i++) {
        HostArray image = images.slice(i, i + 1);
        folder.write(
            NumberedPngs.name(chunk.first() + i), out -> out.write(NumberedPngs.png(image)));
      }
    }
  };

  /**
   * The format of a name.
   *
   * @throws UserError if there is none
   */
  static PartFormat named(String name) {
    for (PartFormat format : values()) {
      if (format.toString().equals(name)) {
        return format;
      }
    }
    throw new UserError("--as must be npy, parquet or pictures, found '" + name + "'");
  }

  /** Names of the files of a chunk, which is there if all of them are. */
  abstract List<String> files(Chunk chunk);

  /**
   * Writes them.
   *
   * @param images {@code float32 [n,H,W,C]} in the space of pixels
   * @throws UserError if they cannot be written
   */
  abstract void write(SharedFolder folder, Chunk chunk, HostArray images);

  private static String fileName(Chunk chunk, String suffix) {
    return String.format(Locale.ROOT, "part-%06d%s", chunk.number(), suffix);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
