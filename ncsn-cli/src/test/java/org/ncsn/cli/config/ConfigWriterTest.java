package org.ncsn.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ncsn.data.image.Lsun;

class ConfigWriterTest {
  @TempDir private Path folder;

  @Test
  void writesWhatIsReadBackAsEqual() throws IOException {
    Path file = Files.writeString(folder.resolve("anneal.yml"), ConfigText.OFFICIAL);
    ExperimentConfig config = ConfigReader.read(file).withBackend("nd4j").withSeed(-3);

    Path copy = folder.resolve("config.yml");
    ConfigWriter.write(config, copy);

    assertThat(ConfigReader.read(copy)).isEqualTo(config);
  }

  @Test
  void writesWhatIsYetToBeFoundAsItWasLeftOpen() throws IOException {
    String open =
        ConfigText.officialWith("sigma_begin: 1", "num_classes: auto\n  sigma_begin: auto");
    Path file =
        Files.writeString(
            folder.resolve("auto.yml"),
            open.replace("  num_classes: 10\n", "") + "sampling: {step_lr: AUTO}\n");
    ExperimentConfig config = ConfigReader.read(file);

    Path copy = folder.resolve("config.yml");
    ConfigWriter.write(config, copy);

    assertThat(copy)
        .content()
        .contains("  sigma_begin: auto\n", "  num_classes: auto\n", "  step_lr: auto\n");
    assertThat(ConfigReader.read(copy)).isEqualTo(config);
  }

  @Test
  void writesNamesThatLookLikeOtherValuesSoThatTheyStayNames() throws IOException {
    Path file = Files.writeString(folder.resolve("anneal.yml"), ConfigText.OFFICIAL);
    ExperimentConfig config = ConfigReader.read(file).withBackend("a: #1 'b'");

    Path copy = folder.resolve("config.yml");
    ConfigWriter.write(config, copy);

    assertThat(ConfigReader.read(copy)).isEqualTo(config);
  }

  @Test
  void writesNoKeysOfImagesForPointsOfThePlane() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("toy.yml"), Files.readString(Path.of("../configs/toy.yml")));
    ExperimentConfig config = ConfigReader.read(file);

    Path copy = folder.resolve("config.yml");
    ConfigWriter.write(config, copy);

    assertThat(copy).content().contains("dataset: MIXTURE").doesNotContain("image_size", "logit");
    assertThat(ConfigReader.read(copy)).isEqualTo(config);
  }

  @Test
  void writesACategoryAsTheNameOfItsFolder() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("church.yml"),
            ConfigText.officialWith(
                "dataset: \"MNIST\"", "dataset: LSUN\n  category: church_outdoor"));
    ExperimentConfig config = ConfigReader.read(file);

    assertThat(config.data().category()).contains(Lsun.Category.CHURCH_OUTDOOR);
    assertThat(ConfigWriter.text(config)).contains("  category: church_outdoor\n");
  }

  @Test
  void writesPlainYamlWithTheOfficialNames() throws IOException {
    Path file = Files.writeString(folder.resolve("anneal.yml"), ConfigText.OFFICIAL);

    assertThat(ConfigWriter.text(ConfigReader.read(file)))
        .startsWith("training:\n  batch_size: 128\n")
        .contains("  algo: dsm\n", "  optimizer: Adam\n", "  step_lr: 2.0E-5\n")
        .doesNotContain("backend", "seed", "!!");
  }
}
