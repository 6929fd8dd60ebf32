package org.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.ncsn.array.DType;
import org.ncsn.array.Shape;
import org.ncsn.format.Npy;
import org.ncsn.random.NoiseSource;

/** The commands that measure images, by a network that sees their corners, and what they say. */
final class TinyEvaluation {
  private TinyEvaluation() {}

  static Path written(Path file, long seed, Shape shape) {
    Npy.write(file, NoiseSource.seeded(seed).uniform(DType.FLOAT32, shape));
    return file;
  }

  static Ncsn evaluate(Object... arguments) {
    return succeed(before(List.of("evaluate"), arguments));
  }

  static Ncsn succeed(Object... arguments) {
    Ncsn run = run(arguments);
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    return run;
  }

  /** By the tiny network on the engine that starts at once, where no others are named. */
  static Ncsn run(Object... arguments) {
    List<String> all = new ArrayList<>(Stream.of(arguments).map(Object::toString).toList());
    if (!all.contains("--evaluator")) {
      all.addAll(List.of("--evaluator", TinyEvaluator.NAME));
    }
    if (!all.contains("--backend")) {
      all.addAll(List.of("--backend", ReferenceModule.NAME));
    }
    return Ncsn.run(all.toArray(String[]::new));
  }

  static Object[] before(List<Object> first, Object... arguments) {
    List<Object> all = new ArrayList<>(first);
    all.addAll(List.of(arguments));
    return all.toArray();
  }

  /** What it found, without what it logged. */
  static List<String> lines(Ncsn run) {
    assertThat(run.err()).isEmpty();
    List<String> all = run.out().lines().toList();
    int first = 0;
    while (!all.get(first).startsWith("samples ")) {
      first++;
    }
    return all.subList(first, all.size());
  }

  static String value(List<String> lines, String name) {
    return lines.stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()).strip())
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + name + "in " + lines));
  }
}
