package org.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.format.Npy;
import org.ncsn.format.TorchFile;
import org.ncsn.format.TorchValue;
import org.ncsn.golden.Golden;

/** Score SDEs from the command line. */
class SdeRunTest {
  @TempDir private Path folder;
  private Commands commands;

  @BeforeEach
  void prepare() {
    commands = Commands.in(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"djl", "nd4j", ReferenceModule.NAME})
  void trainsResumesMovesAndSamples(String backend) {
    String longer = commands.file(SdeConfigs.usual(4).with("backend", backend));
    commands.run("--config", longer, "--doc", "whole");
    commands.run(
        "--config",
        commands.file(SdeConfigs.usual(2).with("backend", backend)),
        "--doc",
        "resumed");
    commands.run("--resume_training", "--config", longer, "--doc", "resumed");
    assertThat(commands.arrays("resumed")).isEqualTo(commands.arrays("whole"));

    Path exported = folder.resolve("exported.pth");
    commands.run("export", "--doc", "whole", "--format", "pth", "-o", exported.toString());
    commands.run("import", exported.toString(), "--config", longer, "--doc", "imported");
    assertThat(commands.arrays("imported")).isEqualTo(commands.arrays("whole"));

    commands.run(
        "--test", "--doc", "imported", "-o", folder.resolve("some").toString(), "--samples", "3");
    HostArray samples = Npy.read(folder.resolve("some/samples.npy"));
    assertThat(samples.shape()).isEqualTo(Shape.of(3, 8, 8, 1));
    assertThat(samples.isFinite()).isTrue();
    commands.run(
        "--test",
        "--doc",
        "imported",
        "-o",
        folder.resolve("one").toString(),
        "--samples",
        "3",
        "--batch_size",
        "1");
    HostArray alone = Npy.read(folder.resolve("one/samples.npy"));
    for (int i = 0; i < samples.shape().intSize(); i++) {
      // Kernels may go over a batch in blocks.
      assertThat(Math.abs(alone.at(i) - samples.at(i))).isLessThan(1e-3);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ddim      | vp    | true  | sampler.eta       | 0.5
          heun      | subvp | true  | sampler.spacing   | karras
          pc        | ve    | true  | sampler.corrector | langevin
          pc        | vp    | false | sampler.predictor | ancestral_sampling
          pc        | ve    | false | sampler.corrector | ald
          dpm_solver| vp    | false | sampler.steps     | 5
          ddim      | ve    | false | sampler.steps     | 5
          ode       | subvp | true  | sampler.coupled   | true
          ode       | ve    | true  | sampler.tolerance | 0.01
          """)
  void samplesByEverySamplerOfEveryProcess(
      String method, String process, boolean continuous, String key, String value) {
    commands.run(
        "--config",
        commands.file(
            SdeConfigs.usual(1)
                .with("sde.process", process)
                .with("sde.continuous", continuous)
                .with("sde.num_scales", 30)
                .with("data.rescaled", !process.equals("ve"))
                .with("sde.reduce_mean", !process.equals("ve"))
                .with("sampler.method", method)
                .with(key, value)
                .with("backend", ReferenceModule.NAME)),
        "--doc",
        "a");
    commands.test("--samples", "2");
    HostArray samples = commands.array("samples");
    assertThat(samples.shape()).isEqualTo(Shape.of(2, 8, 8, 1));
    assertThat(samples.isFinite()).isTrue();
  }

  @Test
  void takesAnOfficialCheckpointAndGivesItBack() {
    Path official = Golden.copy("sde_checkpoint", "checkpoint.pth", folder.resolve("c.pth"));
    Path back = folder.resolve("back.pth");
    commands.run(
        "import",
        official.toString(),
        "--config",
        commands.file(SdeConfigs.golden()),
        "--doc",
        "a");
    commands.run("export", "--doc", "a", "--format", "pth", "-o", back.toString());

    TorchValue before = TorchFile.read(official);
    TorchValue after = TorchFile.read(back);
    Map<String, HostArray> weights = before.get("model").arrays();
    assertThat(after.get("model").arrays().keySet()).isEqualTo(weights.keySet());
    assertThat(after.get("model").arrays().get("module.all_modules.3.weight"))
        .isEqualTo(weights.get("module.all_modules.3.weight"));
    assertThat(after.get("step").raw()).isEqualTo(before.get("step").raw());
  }

  @ParameterizedTest
  @ValueSource(strings = {"djl", "nd4j"})
  void measuresTheLikelihoodOfTestImages(String backend) {
    commands.run(
        "--config", commands.file(SdeConfigs.usual(1).with("backend", backend)), "--doc", "a");
    Path each = folder.resolve("bits.npy");
    Ncsn found =
        commands.run(
            "likelihood",
            "--doc",
            "a",
            "--images",
            "3",
            "--passes",
            "2",
            "--tolerance",
            "0.01",
            "--output",
            each.toString());
    assertThat(found.out())
        .containsPattern("\\d+\\.\\d{3} \\+- \\d+\\.\\d{3} bits/dim of 3 test images, 2 passes");
    assertThat(Npy.read(each).shape()).isEqualTo(Shape.of(3, 2));
    BadCommandTest.assertMistake(
        commands.attempt("likelihood", "--doc", "a", "--tolerance", "0"),
        "--tolerance must be more than 0 and less than 1, found 0.0");
  }

  @Test
  void samplesInAsManyStepsAsAFlagSays() {
    commands.run("--config", commands.file(SdeConfigs.quick()), "--doc", "a");
    assertThat(told("--samples", "1", "--steps", "3", "--sampler", "heun")).contains("5/5");
    assertThat(told("--samples", "1", "--steps", "4", "--sampler", "ddim", "--eta", "1"))
        .contains("4/4");
  }

  private String told(String... flags) {
    Ncsn run = commands.test(flags);
    return run.out() + run.err();
  }
}
