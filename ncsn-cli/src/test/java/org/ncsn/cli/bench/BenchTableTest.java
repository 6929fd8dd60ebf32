package org.ncsn.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ncsn.cli.bench.BenchEnd.ProfileLine;

class BenchTableTest {
  private static final BenchReady READY =
      new BenchReady("djl: TensorFlow", 7, 100_000_000_000L, 400e9, 1 << 20, 0.5);
  private static final BenchEnd END =
      new BenchEnd(
          3L << 30,
          150L << 20,
          500e9,
          250e9,
          20e9,
          List.of(new ProfileLine("conv2d", 3, 2_000_000_000, 0.2)));

  private static final BenchRow ROW =
      new BenchRow("forward", "djl", "float32", 25, READY, List.of(0.5, 0.2, 0.4, 0.3), END);

  @Test
  void takesTheMedianAndTheQuartiles() {
    assertThat(ROW.median()).isCloseTo(0.35, within(1e-12));
    assertThat(ROW.quantile(0.25)).isCloseTo(0.275, within(1e-12));
    assertThat(ROW.quantile(1)).isEqualTo(0.5);
    assertThat(ROW.itemsPerSecond()).isCloseTo(25 / 0.35, within(1e-9));
  }

  @Test
  void comparesWithTheFasterOfTwoCeilings() {
    assertThat(ROW.shareOfCeiling()).isCloseTo(100 / 0.35 / 500, within(1e-12));
  }

  @Test
  void comparesWithConvolutionsThatMultiplyEveryPair() {
    assertThat(ROW.shareOfDirectCeiling()).isCloseTo(100 / 0.35 / 250, within(1e-12));
  }

  @Test
  void comparesWithPyTorchOnTheSameProgram() {
    BenchReady unknown = new BenchReady("PyTorch 1.13", 7, 0, 0, 0, 0);
    BenchEnd end = new BenchEnd(1L << 30, 0, 0, 0, 0, null);
    BenchRow peer = new BenchRow("forward", "PyTorch", "float32", 25, unknown, List.of(0.7), end);
    BenchRow other = new BenchRow("train", "PyTorch", "float32", 25, unknown, List.of(9.0), end);

    List<String> lines = BenchTable.of(List.of(ROW, other, peer));

    assertThat(lines).hasSize(4);
    assertThat(lines.get(1).split("\\s+"))
        .containsExactly(
            "forward",
            "djl",
            "float32",
            "0.3500",
            "0.2750-0.4250",
            "71.4",
            "285.7",
            "57",
            "%",
            "114",
            "%",
            "3072",
            "MB",
            "150",
            "MB",
            "0.50");
    assertThat(lines.get(3).strip()).endsWith("1024 MB");
  }

  @Test
  void saysWhereTheTimeWentAndHowFastMemoryWasReadAndWritten() {
    assertThat(BenchTable.profile(ROW).get(0)).endsWith("20.0 GB/s");
    assertThat(BenchTable.profile(ROW).get(1))
        .contains("conv2d", "3 calls", "200.00 ms", "100.0 %", "10.0 GB/s", " 50 %");
  }
}
