package org.ncsn.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The configs that come with the program. */
class ShippedConfigsTest {
  private static final Path FOLDER = Path.of("../configs");

  /** Several copies of nearly the same text: whoever changes one forgets another. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          anneal         | anneal-cifar10 | data.dataset data.image_size data.channels data.random_flip model.ngf
          anneal-cifar10 | anneal-svhn    | data.dataset data.random_flip
          anneal-cifar10 | anneal-celeba  | data.dataset
          anneal-cifar10 | folder         | training.batch_size training.snapshot_freq data.dataset data.path model.ngf
          score-sde/mnist | quickstart    | data.dataset training.n_iters optim.lr optim.warmup unet.classes sampler.steps sampler.guidance
          quickstart     | first-steps    | training.batch_size training.n_iters model.ema_rate optim.lr optim.warmup
          """)
  void differInTheseSettingsAndNoOther(String one, String other, String keys) {
    assertThat(ConfigChange.between(read(one), read(other)))
        .extracting(ConfigChange::key)
        .containsExactlyInAnyOrder(keys.split(" "));
  }

  @ParameterizedTest
  @MethodSource("all")
  void sayNothingInVain(Path file) {
    for (Sweep.Trial trial : Sweep.read(file).trials()) {
      ExperimentConfig config = trial.config();

      assertThat(ConfigReader.keys(file))
          .doesNotContainAnyElementsOf(KeysWithoutEffect.of(runner(file, config), config));
    }
  }

  static List<Path> all() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** The one config whose runner the command line has to name. */
  private static RunnerName runner(Path file, ExperimentConfig config) {
    RunnerName named = file.endsWith("toy.yml") ? RunnerName.TOY : RunnerName.ANNEAL;
    return Arrays.stream(RunnerName.values())
        .filter(name -> config.runner().equals(Optional.of(name.toString())))
        .findFirst()
        .orElse(named);
  }

  private static ExperimentConfig read(String name) {
    return ConfigReader.read(FOLDER.resolve(name + ".yml"));
  }
}
