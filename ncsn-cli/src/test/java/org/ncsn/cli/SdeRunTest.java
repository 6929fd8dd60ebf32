package org.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.cli.config.TestConfig;
import org.ncsn.format.Npy;
import org.ncsn.format.Safetensors;
import org.ncsn.format.TorchFile;
import org.ncsn.format.TorchValue;
import org.ncsn.golden.Golden;

/** Score SDEs from the command line. */
class SdeRunTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"djl", "nd4j", ReferenceModule.NAME})
  void trainsResumesMovesAndSamples(String backend) {
    String longer = file(config(4).with("backend", backend));
    run("--config", longer, "--doc", "whole");
    run("--config", file(config(2).with("backend", backend)), "--doc", "resumed");
    run("--resume_training", "--config", longer, "--doc", "resumed");
    assertThat(arrays("resumed")).isEqualTo(arrays("whole"));

    Path exported = folder.resolve("exported.pth");
    run("export", "--doc", "whole", "--format", "pth", "-o", exported.toString());
    run("import", exported.toString(), "--config", longer, "--doc", "imported");
    assertThat(arrays("imported")).isEqualTo(arrays("whole"));

    run("--test", "--doc", "imported", "-o", folder.resolve("some").toString(), "--samples", "3");
    HostArray samples = Npy.read(folder.resolve("some/samples.npy"));
    assertThat(samples.shape()).isEqualTo(Shape.of(3, 8, 8, 1));
    assertThat(samples.isFinite()).isTrue();
    run(
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
    run(
        "--config",
        file(
            config(1)
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
    run("--test", "--doc", "a", "-o", folder.resolve("some").toString(), "--samples", "2");
    HostArray samples = Npy.read(folder.resolve("some/samples.npy"));
    assertThat(samples.shape()).isEqualTo(Shape.of(2, 8, 8, 1));
    assertThat(samples.isFinite()).isTrue();
  }

  @Test
  void takesAnOfficialCheckpointAndGivesItBack() {
    Path official = Golden.copy("sde_checkpoint", "checkpoint.pth", folder.resolve("c.pth"));
    Path back = folder.resolve("back.pth");
    run("import", official.toString(), "--config", file(golden()), "--doc", "a");
    run("export", "--doc", "a", "--format", "pth", "-o", back.toString());

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
    run("--config", file(config(1).with("backend", backend)), "--doc", "a");
    Path each = folder.resolve("bits.npy");
    Ncsn found =
        run(
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
        attempt("likelihood", "--doc", "a", "--tolerance", "0"),
        "--tolerance must be more than 0 and less than 1, found 0.0");
  }

  @Test
  void completesImagesByWhatIsKnown() {
    run("--config", file(config(1).with("backend", ReferenceModule.NAME)), "--doc", "a");
    run(
        "--test",
        "--doc",
        "a",
        "-o",
        folder.resolve("some").toString(),
        "--inpaint",
        "--images",
        "2",
        "--completions",
        "2");
    assertThat(Npy.read(folder.resolve("some/completions.npy")).shape())
        .isEqualTo(Shape.of(4, 8, 8, 1));
  }

  @Test
  void samplesInAsManyStepsAsAFlagSays() {
    run("--config", file(config(1).with("backend", ReferenceModule.NAME)), "--doc", "a");
    assertThat(test("--steps", "3", "--sampler", "heun")).contains("5/5");
    assertThat(test("--steps", "4", "--sampler", "ddim", "--eta", "1")).contains("4/4");
  }

  private String test(String... flags) {
    List<String> all = new ArrayList<>(List.of("--test", "--doc", "a", "--samples", "1"));
    all.addAll(List.of("-o", folder.resolve("some").toString()));
    all.addAll(List.of(flags));
    Ncsn run = run(all.toArray(String[]::new));
    return run.out() + run.err();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --sampler euler | --sampler must be one of pc, ddim, dpm_solver, heun, ode, found 'euler'
          --steps 0       | --steps must be from 1 to 10000, found 0
          --eta 2         | --eta must be from 0 to 1, found 2.0
          --step_lr 1     | --step_lr: is of Langevin dynamics; SdeRunner takes --sampler, --steps and --eta
          --sampler pc --steps 5 | sampler.steps (--steps): linear rate: 5 steps are too few for a rate up to 20.0; take more steps than that, or choose another sampler.method
          """)
  void refusesFlagsThatCannotBe(String flags, String complaint) {
    run("--config", file(config(1).with("backend", ReferenceModule.NAME)), "--doc", "a");
    List<String> all = new ArrayList<>(List.of("--test", "--doc", "a"));
    all.addAll(List.of(flags.split(" ")));
    BadCommandTest.assertMistake(attempt(all.toArray(String[]::new)), complaint);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sde.process             | subvp | sampler.predictor: ancestral_sampling goes through a chain of levels, which sub-VP has not; choose euler_maruyama or reverse_diffusion
          sde.num_scales          | 20    | sde.num_scales: each of N levels replaces beta_max / N of the data by noise, so there must be more than sde.beta_max (20.0), found 20
          sde.sigma_max           | 10    | sde.sigma_max has no effect here, it goes with sde.process: ve; remove the key
          unet.attn_resolutions   | 5     | unet.attn_resolutions: there are no features 5 pixels wide; the network has widths 8 to 4, each half the one before
          unet.ch_mult            | [1, 1, 1, 1, 1] | unet.ch_mult: 5 sizes halve the image 4 times, which 8 pixels (data.image_size) cannot be; list fewer, or choose another size
          unet.ch_mult            | []    | unet.ch_mult is empty; it holds at least one number
          unet.ch_mult            | [1, x]| unet.ch_mult must be a whole number, found 'x'
          unet.nf                 | 6     | unet.nf: 18 channels, in one feature or two together, cannot be normalized in 4 equal groups; choose a multiple of 4, and unet.ch_mult accordingly
          unet.scale_by_sigma     | true  | unet.scale_by_sigma: divides by the noise of sde.process: ve, and this is vp; remove the key
          sampler.eps             | 1     | sampler.eps must be above 0 and below 1, found 1.0
          sampler.snr             | 0     | sampler.snr must be above 0, found 0.0
          sampler.eta             | 0.5   | sampler.eta has no effect here, it goes with sampler.method: ddim; remove the key
          sde.likelihood_weighting| 1     | sde.likelihood_weighting must be true or false, found '1'
          training.algo           | ssm   | training.algo has no effect here, it goes with --runner AnnealRunner or --runner NCSNRunner or --runner BaselineRunner or --runner ScoreNetRunner or --runner ToyRunner; remove the key
          """)
  void refusesWhatCannotBe(String key, String value, String complaint) {
    TestConfig wrong =
        config(1)
            .with("sampler.method", "pc")
            .with("sampler.predictor", "ancestral_sampling")
            .with("backend", ReferenceModule.NAME)
            .with(key, value);
    BadCommandTest.assertMistake(attempt("--config", file(wrong), "--doc", "a"), complaint);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sde.process              | subvp | sde.continuous: sub-VP has no levels; set it to true
          sde.likelihood_weighting | true  | sde.likelihood_weighting: weighs continuous times; set sde.continuous: true, or remove the key
          unet.embedding_type      | fourier | unet.embedding_type: fourier sees continuous numbers; set sde.continuous: true, or take positional
          sampler.steps            | 2000  | sampler.steps (--steps): a sampler goes through at most all 1000 levels, found 2000
          """)
  void refusesWhatLevelsCannotBe(String key, String value, String complaint) {
    TestConfig wrong =
        config(1)
            .with("sde.continuous", false)
            .with("backend", ReferenceModule.NAME)
            .with(key, value);
    BadCommandTest.assertMistake(attempt("--config", file(wrong), "--doc", "a"), complaint);
  }

  private static TestConfig config(int steps) {
    return TestConfig.images("DIGITS", 8)
        .with("runner", "SdeRunner")
        .with("training.n_iters", steps)
        .with("training.batch_size", 2)
        .with("data.rescaled", true)
        .with("unet.nf", 4)
        .with("unet.ch_mult", "[1, 2]")
        .with("unet.num_res_blocks", 1)
        .with("unet.attn_resolutions", "[4]")
        .with("model.ema", true)
        .with("model.ema_warmup", true)
        .with("optim.warmup", 3)
        .with("optim.grad_clip", 1);
  }

  /** What the golden checkpoint is of. */
  private static TestConfig golden() {
    return TestConfig.images("CIFAR10", 8)
        .with("runner", "SdeRunner")
        .with("data.channels", 3)
        .with("sde.process", "ve")
        .with("sde.reduce_mean", false)
        .with("unet.name", "ncsnpp")
        .with("unet.nf", 8)
        .with("unet.ch_mult", "[1, 2]")
        .with("unet.num_res_blocks", 1)
        .with("unet.attn_resolutions", "[4]")
        .with("model.ema", true)
        .with("model.ema_warmup", true)
        .with("optim.lr", 2e-4)
        .with("optim.warmup", 2)
        .with("optim.grad_clip", 1);
  }

  private String file(TestConfig config) {
    try {
      return Files.writeString(Files.createTempFile(folder, "config", ".yml"), config.text())
          .toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, HostArray> arrays(String doc) {
    return Safetensors.read(
            folder.resolve("run/logs").resolve(doc).resolve("checkpoint.safetensors"))
        .arrays();
  }

  private Ncsn attempt(String... arguments) {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.addAll(List.of("--run", folder.resolve("run").toString()));
    return Ncsn.run(all.toArray(String[]::new));
  }

  private Ncsn run(String... arguments) {
    Ncsn run = attempt(arguments);
    assertThat(run.status()).as(run.err()).isZero(); // engines may say something, too
    return run;
  }
}
