package org.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ncsn.GoldenNetwork;
import org.ncsn.TorchArrays;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.format.Npy;
import org.ncsn.golden.Golden;
import org.ncsn.spi.BackendOptions;
import org.ncsn.spi.Backends;
import org.ncsn.tck.Rounding;
import org.ncsn.tck.TensorAssert;
import org.ncsn.tensor.Backend;

/** {@code ncsn score} gives the numbers of the official program. */
class ScoreTest {
  @TempDir private Path folder;
  private final Map<String, HostArray> golden = Golden.npz("anneal_mnist", "forward.npz");

  @BeforeEach
  void writeTheInputs() {
    Npy.write(folder.resolve("y.npy"), golden.get("labels"));
    Golden.copy("anneal_mnist", "checkpoint_zip.pth", folder.resolve("checkpoint.pth"));
  }

  @ParameterizedTest
  @CsvSource({"djl, 1", "nd4j, 64"})
  void scoresAnOfficialCheckpointAsPublished(String backend, String batch) {
    HostArray found = score(DType.FLOAT64, backend, batch);

    TensorAssert.assertThat(found).isCloseTo(golden.get("score_f64"), 1e-11);
  }

  @ParameterizedTest
  @CsvSource({"djl, 64", "nd4j, 1"})
  void scoresAnOfficialCheckpointInSinglePrecision(String backend, String batch) {
    HostArray found = score(DType.FLOAT32, backend, batch);

    GoldenNetwork network = GoldenNetwork.ANNEAL_MNIST;
    try (Backend reference = Backends.open(backend, BackendOptions.defaults())) {
      Rounding.of(reference, network.inputs(DType.FLOAT64), network::score)
          .assertRounded("score", List.of(TorchArrays.images(found, DType.FLOAT32)));
    }
  }

  private HostArray score(DType dtype, String backend, String batch) {
    Npy.write(folder.resolve("x.npy"), golden.get("x").to(dtype));
    Ncsn run = score("--backend", backend, "--layout", "nchw", "--batch", batch);
    assertThat(run.status()).as(run.err()).isZero();
    HostArray found = Npy.read(folder.resolve("s.npy"));
    assertThat(found.dtype()).isEqualTo(dtype);
    return found;
  }

  @Test
  void scoresTheSameInEitherLayout() {
    HostArray images = golden.get("x");
    Npy.write(folder.resolve("x.npy"), images);
    score("--layout", "nchw");
    HostArray torch = Npy.read(folder.resolve("s.npy"));
    Npy.write(folder.resolve("x.npy"), images.transpose(0, 2, 3, 1));
    score("--layout", "nhwc");

    assertThat(Npy.read(folder.resolve("s.npy"))).isEqualTo(torch.transpose(0, 2, 3, 1));
  }

  @Test
  void explainsMistakes() {
    Npy.write(folder.resolve("x.npy"), golden.get("x"));
    BadCommandTest.assertMistake(score("--layout", "nhwc"), "not images [N,H,W,C] of 1 channels");
    BadCommandTest.assertMistake(score("--layout", "chwn"), "--layout must be nhwc or nchw");
    BadCommandTest.assertMistake(
        score("--layout", "nchw", "--doc", "a"), "either --doc, or --checkpoint and --config");
    Npy.write(folder.resolve("y.npy"), HostArray.of(golden.get("labels").shape(), 0, 99, 0));
    BadCommandTest.assertMistake(
        score("--layout", "nchw"), "y.npy: holds 99, noise levels are numbered 0 to 9");
  }

  @ParameterizedTest
  @CsvSource({"5, 6", "6, 3", "1, 1"})
  void refusesImagesThatTheNetworkCannotHalve(int height, int width) {
    Npy.write(
        folder.resolve("x.npy"),
        HostArray.zeros(new TensorType(DType.FLOAT32, Shape.of(3, height, width, 1))));

    BadCommandTest.assertMistake(
        score(),
        "x.npy: holds images of "
            + height
            + "x"
            + width
            + " pixels; the network halves them, so height and width must be divisible by 2");
  }

  /** It is one all the same, and a label may name no other. */
  @Test
  void checksTheLabelsOfASingleNoiseLevel() {
    String config =
        TinyConfig.usual().with("model", "sigma_begin: 1, num_classes: 1, ngf: 2").in(folder);
    Ncsn.succeed("--config", config, "--run", folder.toString(), "--doc", "a");
    Npy.write(folder.resolve("x.npy"), golden.get("x"));
    String[] scoring = {
      "score",
      "--run",
      folder.toString(),
      "--doc",
      "a",
      "--layout",
      "nchw",
      "--input",
      folder.resolve("x.npy").toString(),
      "--output",
      folder.resolve("s.npy").toString()
    };

    BadCommandTest.assertMistake(
        Ncsn.run(scoring), "--labels: this network scores at noise levels");
    String[] labelled = Arrays.copyOf(scoring, scoring.length + 2);
    labelled[scoring.length] = "--labels";
    labelled[scoring.length + 1] = folder.resolve("y.npy").toString();
    BadCommandTest.assertMistake(Ncsn.run(labelled), "noise levels are numbered 0 to 0");
  }

  private Ncsn score(String... more) {
    String config =
        TinyConfig.usual()
            .with("model", "sigma_begin: 1, sigma_end: 0.01, num_classes: 10, ngf: 4")
            .in(folder);
    String[] usual = {
      "score",
      "--checkpoint",
      folder.resolve("checkpoint.pth").toString(),
      "--config",
      config,
      "--input",
      folder.resolve("x.npy").toString(),
      "--labels",
      folder.resolve("y.npy").toString(),
      "--output",
      folder.resolve("s.npy").toString()
    };
    String[] all = Arrays.copyOf(usual, usual.length + more.length);
    System.arraycopy(more, 0, all, usual.length, more.length);
    return Ncsn.run(all);
  }
}
