package org.ncsn.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ncsn.cli.config.DataConfig.DatasetName;
import org.ncsn.cli.config.ModelConfig.Norm;
import org.ncsn.cli.config.ModelConfig.Spacing;
import org.ncsn.cli.config.OptimConfig.OptimizerName;
import org.ncsn.cli.config.OptimConfig.ScheduleName;
import org.ncsn.cli.config.SamplerConfig.CorrectorName;
import org.ncsn.cli.config.SamplerConfig.MethodName;
import org.ncsn.cli.config.SamplerConfig.SpacingName;
import org.ncsn.cli.config.SdeConfig.ProcessName;
import org.ncsn.cli.config.TrainingConfig.Algorithm;
import org.ncsn.cli.config.UNetConfig.JoiningName;
import org.ncsn.cli.config.UNetConfig.UNetName;
import org.ncsn.loss.Projection;
import org.ncsn.nn.Activation;
import org.ncsn.spi.BackendOptions.ConvolutionMethod;
import org.ncsn.spi.BackendOptions.Precision;

class ConfigReaderTest {
  private static final ExperimentConfig OFFICIAL =
      new ExperimentConfig(
          new TrainingConfig(
              128,
              500_000,
              200_001,
              5000,
              Algorithm.DSM,
              2,
              1,
              1,
              false,
              Projection.GAUSSIAN,
              0.3,
              true,
              false),
          new DataConfig(
              DatasetName.MNIST,
              28,
              1,
              false,
              false,
              0,
              Optional.empty(),
              10,
              Optional.empty(),
              false,
              false,
              false),
          new ModelConfig(
              Auto.of(1.0),
              0.01,
              Auto.of(10),
              64,
              32,
              32,
              Norm.INSTANCE_PLUS,
              false,
              0.999,
              false,
              false,
              Spacing.GEOMETRIC,
              Optional.empty(),
              Activation.ELU,
              Optional.empty(),
              Optional.empty(),
              0.5,
              Optional.empty()),
          new OptimConfig(
              0,
              OptimizerName.ADAM,
              0.001,
              0.9,
              false,
              0,
              ScheduleName.CONSTANT,
              Optional.empty(),
              Optional.empty(),
              0,
              1e-8),
          sampling(Optional.empty(), Optional.empty(), 2e-5, 10),
          new SdeConfig(ProcessName.VP, 0.1, 20, 0.01, 50, true, 1000, true, false, false),
          new UNetConfig(
              UNetName.DDPMPP,
              128,
              List.of(1, 2, 2, 2),
              2,
              List.of(16),
              0.1,
              Optional.empty(),
              Optional.empty(),
              List.of(1, 3, 3, 1),
              Optional.empty(),
              true,
              Optional.empty(),
              Optional.empty(),
              JoiningName.SUM,
              Optional.empty(),
              16,
              true,
              Optional.empty(),
              Activation.SWISH,
              false,
              0,
              false,
              0.1),
          new SamplerConfig(
              MethodName.DPM_SOLVER,
              Optional.empty(),
              SpacingName.LOG_SNR,
              0,
              Optional.empty(),
              CorrectorName.NONE,
              false,
              0.16,
              1,
              true,
              false,
              true,
              1e-5,
              Optional.empty(),
              Optional.empty(),
              Optional.empty()),
          new ClassifierConfig(4, 10),
          new FastFidConfig(
              Optional.empty(),
              1000,
              Optional.empty(),
              Optional.empty(),
              5000,
              Optional.empty(),
              false,
              false),
          new TestLossConfig(Optional.empty(), Optional.empty(), Optional.empty()),
          Optional.empty(),
          Precision.FLOAT32,
          ConvolutionMethod.AUTO,
          true,
          Optional.empty(),
          Optional.empty());

  private static final SamplingConfig PUBLISHED =
      sampling(Optional.of(25), Optional.of(100), 2e-5, 10);

  @TempDir private Path folder;

  private static SamplingConfig sampling(
      Optional<Integer> samples, Optional<Integer> stepsEach, double rate, int frameEvery) {
    return new SamplingConfig(
        samples,
        stepsEach,
        Auto.of(rate),
        frameEvery,
        Optional.empty(),
        false,
        false,
        false,
        10_000,
        false,
        false,
        9,
        Optional.empty(),
        true);
  }

  @Test
  void readsTheOfficialConfig() throws IOException {
    assertThat(read(ConfigText.OFFICIAL)).isEqualTo(OFFICIAL);
  }

  @Test
  void readsTheConfigThatTheOfficialProgramStoresInARunFolder() throws IOException {
    String tag = "!!python/object:argparse.Namespace";
    String stored =
        (tag + "\n" + ConfigText.OFFICIAL).replaceAll("(?m)^(\\w+):$", "$1: " + tag)
            + "device: !!python/object/apply:torch.device\n- cuda\n"
            + "doc: '0'\nseed: 1234\nresume_training: false\ntest: false\ncomment: ''\n";

    assertThat(read(stored)).isEqualTo(OFFICIAL.withSeed(1234));
  }

  @Test
  void readsWhatTheOfficialConfigDoesNotHave() throws IOException {
    ExperimentConfig config =
        read(
            ConfigText.officialWith("ngf: 64", "ngf: 64\n  ema: yes\n  ema_rate: 0.99")
                + "sampling: {n_samples: 9, n_steps_each: 5, step_lr: 1e-5, frame_every: 2}\n"
                + "backend: djl\nprecision: bfloat16\nconvolution: direct\nfusion: no\nseed: 7\n");

    assertThat(config.sampling()).isEqualTo(sampling(Optional.of(9), Optional.of(5), 1e-5, 2));
    assertThat(config.model().ema()).isTrue();
    assertThat(config.model().emaRate()).isEqualTo(0.99);
    assertThat(config.backend()).contains("djl");
    assertThat(config.precision()).isEqualTo(Precision.BFLOAT16);
    assertThat(config.convolution()).isEqualTo(ConvolutionMethod.DIRECT);
    assertThat(config.fusion()).isFalse();
    assertThat(config.seed()).contains(7L);
  }

  @Test
  void takesAnEmptyOptionalSectionForOneThatIsLeftOut() throws IOException {
    assertThat(read(ConfigText.OFFICIAL + "sampling:\n")).isEqualTo(OFFICIAL);
  }

  @Test
  void readsAFileThatBeginsWithAByteOrderMark() throws IOException {
    assertThat(read("\ufeff" + ConfigText.OFFICIAL)).isEqualTo(OFFICIAL);
  }

  @Test
  void knowsTheKeysOfTheOtherOfficialConfigs() throws IOException {
    String others = "ngf: 64\n  nef: 32\n  ndf: 32\n  z_dim: 100\n  spec_norm: false";

    assertThat(read(ConfigText.officialWith("ngf: 64", others))).isEqualTo(OFFICIAL);
    assertThat(read(ConfigText.officialWith("ngpu: 1", "noise_std: 0.01")).training().noiseStd())
        .isEqualTo(0.01);
  }

  @ParameterizedTest
  @ValueSource(strings = {"anneal.yml", "anneal-cifar10.yml", "anneal-celeba.yml", "folder.yml"})
  void readsTheConfigsThatComeWithTheProgram(String name) {
    ExperimentConfig config = ConfigReader.read(Path.of("..", "configs", name));

    assertThat(config.sampling()).isEqualTo(PUBLISHED);
  }

  @Test
  void theShippedAnnealConfigIsTheOfficialOne() {
    assertThat(ConfigReader.read(Path.of("..", "configs", "anneal.yml")))
        .isEqualTo(OFFICIAL.withSampling(PUBLISHED));
  }

  private ExperimentConfig read(String text) throws IOException {
    return ConfigReader.read(Files.writeString(folder.resolve("anneal.yml"), text));
  }
}
