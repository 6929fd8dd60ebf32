package org.ncsn.evaluation;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.ncsn.array.DType;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.format.GrowingNpy;
import org.ncsn.format.Npz;

/**
 * Writes features and logits of any number of images into an {@code .npz} of {@code pool_3 [n,D]}
 * and {@code logits [n,K]}, {@code float32}. Until it is whole, its parts lie beside its place.
 */
public final class FeaturesWriter implements Consumer<Features>, AutoCloseable {
  private static final String ORIGIN = "unfinished";

  private final Path file;
  private final Map<String, GrowingNpy> parts = new LinkedHashMap<>();

  /**
   * Begins a file.
   *
   * @param images how many will come
   * @throws org.ncsn.error.UserError if it cannot be written
   */
  public FeaturesWriter(Path file, FeatureNetwork network, int images) {
    this.file = file;
    begin("pool_3", Shape.of(images, network.features()));
    begin("logits", Shape.of(images, network.classes()));
  }

  /** What a killed process left is begun anew: it may have been of other images. */
  private void begin(String name, Shape shape) {
    Path target = file.resolveSibling(file.getFileName() + "." + name + ".npy");
    TensorType type = new TensorType(DType.FLOAT32, shape);
    GrowingNpy.open(target, type, ORIGIN).discard();
    parts.put(name, GrowingNpy.open(target, type, ORIGIN));
  }

  @Override
  public void accept(Features found) {
    parts.get("pool_3").append(found.features().to(DType.FLOAT32));
    parts.get("logits").append(found.logits().to(DType.FLOAT32));
  }

  /**
   * Writes the file, atomically.
   *
   * @throws org.ncsn.error.UserError if it cannot be written
   * @throws IllegalStateException if images are missing
   */
  public void finish() {
    Map<String, Path> arrays = new LinkedHashMap<>();
    parts.forEach(
        (name, part) -> {
          if (!part.isWhole()) {
            throw new IllegalStateException("features: images are missing, " + part.entries());
          }
          arrays.put(name, part.part());
        });
    Npz.pack(file, arrays);
  }

  /** Removes the parts. */
  @Override
  public void close() {
    parts.values().forEach(GrowingNpy::discard);
  }
}
