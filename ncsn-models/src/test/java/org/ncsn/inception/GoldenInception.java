package org.ncsn.inception;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.golden.Golden;
import org.ncsn.nn.HostWeights;

/** The reference data's network: the published names and shapes, and values made by a formula. */
final class GoldenInception {
  private static final String CASE = "ncsnv2_inception";

  private GoldenInception() {}

  /** Made once, and only if they are needed: they take a while. */
  private static final class Made {
    static final Map<String, HostArray> ARRAYS = made();
  }

  /** All arrays under their published names and in their order, as PyTorch has them. */
  static Map<String, HostArray> arrays() {
    return Made.ARRAYS;
  }

  static Map<String, HostArray> npz(String file) {
    return Golden.npz(CASE, file);
  }

  /** A picture {@code [1,H,W,3]} as the network's resize takes it. */
  static HostArray picture(String name) {
    HostArray pixels = npz("images.npz").get(name).transpose(0, 2, 3, 1);
    HostArray scaled = pixels.to(DType.FLOAT32);
    for (int i = 0; i < scaled.floats().length; i++) {
      scaled.floats()[i] /= 255;
    }
    return scaled;
  }

  /** Weights of {@link Inception}. */
  static HostWeights weights(DType dtype) {
    PublishedWeights published = new PublishedWeights();
    HostWeights values =
        new HostWeights(
            published.parameters().stream()
                .map(parameter -> parameter.layout().fromTorch(arrays().get(parameter.name())))
                .toList(),
            published.buffers().stream().map(buffer -> arrays().get(buffer.name())).toList());
    return published.folded(values, dtype);
  }

  private static Map<String, HostArray> made() {
    try {
      Path file = Files.createTempFile("golden", ".json");
      try {
        JsonNode root = new ObjectMapper().readTree(Golden.copy(CASE, "case.json", file).toFile());
        long seed = root.get("config").get("seed_base").asLong();
        Map<String, HostArray> arrays = new LinkedHashMap<>();
        for (JsonNode parameter : root.get("parameters")) {
          int[] extents = parameter.get("shape").valueStream().mapToInt(JsonNode::asInt).toArray();
          String name = parameter.get("name").asText();
          arrays.put(name, made(name, Shape.of(extents), new SplittableRandom(seed++)));
        }
        return Collections.unmodifiableMap(arrays);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HostArray made(String name, Shape shape, SplittableRandom random) {
    double span = 0.2;
    double least = -0.1;
    if (name.endsWith(".conv.weight") || name.equals("fc.weight")) {
      double bound = Math.sqrt(6.0 * shape.extent(0) / shape.size());
      span = 2 * bound;
      least = -bound;
    } else if (List.of("bn.weight", "bn.running_var").stream().anyMatch(name::endsWith)) {
      span = 0.4;
      least = 0.8;
    }
    float[] values = new float[shape.intSize()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (span * random.nextDouble() + least);
    }
    return HostArray.of(shape, values);
  }
}
