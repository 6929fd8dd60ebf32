package org.ncsn.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ncsn.error.UserError;

class ConfigErrorsTest {
  @TempDir private Path folder;

  @Test
  void asksForTheNearestKeyWhenOneIsUnknown() throws IOException {
    assertThat(errorWith("batch_size: 128", "batchsize: 128"))
        .isEqualTo(":2: unknown key 'training.batchsize'; did you mean 'batch_size'?");
  }

  @Test
  void staysOnOneLineWhateverAKeyHolds() throws IOException {
    String key = "\"a\\nb\\e[2J" + "x".repeat(1000) + "\"";
    assertThat(errorWith("batch_size: 128", "batch_size: 128\n  " + key + ": 1"))
        .startsWith(":3: unknown key 'training.a?b?[2Jxxx")
        .endsWith("...")
        .hasSizeLessThan(600)
        .doesNotContain("\n");
  }

  @Test
  void asksForTheRightSectionWhenAKeyIsInTheWrongOne() throws IOException {
    assertThat(errorWith("image_size: 28", "image_size: 28\n  ngf: 64"))
        .isEqualTo(":13: unknown key 'data.ngf'; did you mean 'model.ngf'?");
  }

  @Test
  void asksForTheNearestSectionWhenOneIsUnknown() throws IOException {
    assertThat(errorWith("training:", "trainning:"))
        .isEqualTo(":1: unknown key 'trainning'; did you mean 'training'?");
  }

  @Test
  void listsTheKeysWhenNoneIsNear() throws IOException {
    assertThat(errorWith("beta1: 0.9", "warmup_schedule: 1"))
        .isEqualTo(
            ":28: unknown key 'optim.warmup_schedule'; known here: weight_decay, optimizer, lr,"
                + " beta1, amsgrad, warmup, schedule, schedule_steps, schedule_factor, grad_clip, eps");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          image_size: 28   | image_size: big   | :12: data.image_size must be a whole number, found 'big'
          image_size: 28   | image_size: 28.5  | :12: data.image_size must be a whole number, found '28.5'
          image_size: 28   | image_size: 1e99  | :12: data.image_size must be a whole number, found '1e99'
          image_size: 28   | image_size: [28]  | :12: data.image_size must be a whole number, found a list
          image_size: 28   | image_size: {a: 1} | :12: data.image_size must be a whole number, found a section
          image_size: 28   | image_size:       | :12: data.image_size has no value; it must be a whole number
          image_size: 28   | image_size: 27    | :12: data.image_size must be even and at least 4 and at most 4096, found 27
          channels: 1      | channels: 2       | :13: data.channels must be 1 or 3, found 2
          random_flip: false | random_flip: maybe | :15: data.random_flip must be true or false, found 'maybe'
          batch_size: 128  | batch_size: 0     | :2: training.batch_size must be at least 1, found 0
          n_iters: 200001  | n_iters: -5       | :4: training.n_iters must be at least 1, found -5
          ngf: 64          | ngf: 0            | :22: model.ngf must be at least 1 and at most 65536, found 0
          num_classes: 10  | num_classes: 0    | :20: model.num_classes must be at least 1 and at most 1000000, found 0
          sigma_end: 0.01  | sigma_end: 2      | :19: model.sigma_end must be at most model.sigma_begin (1.0), found 2.0
          sigma_end: 0.01  | sigma_end: 0      | :19: model.sigma_end must be above 0, found 0.0
          lr: 0.001        | lr: 0             | :27: optim.lr must be above 0, found 0.0
          lr: 0.001        | lr: .nan          | :27: optim.lr must be a number, found '.nan'
          lr: 0.001        | lr: 1e999         | :27: optim.lr must be a number, found '1e999'
          beta1: 0.9       | beta1: 1          | :28: optim.beta1 must be at least 0 and below 1, found 1.0
          "Adam"           | Adamm             | :26: optim.optimizer must be one of Adam, RMSProp, SGD, found 'Adamm'; did you mean 'Adam'?
          image_size: 28   | ""                | :10: missing key 'data.image_size'; add it to this section
          channels: 1      | ""                | :10: missing key 'data.channels'; add it to this section
          "MNIST"          | RING              | :12: data.image_size has no meaning for RING, which is points of the plane; remove it
          "dsm"            | dsn               | :7: training.algo must be one of dsm, ssm, ssm_plain, found 'dsn'; did you mean 'dsm'?
          ngpu: 1          | batch_size: 64    | :5: the key 'batch_size' stands here a second time, after line 2
          ngpu: 1          | "ngpu: [*a]"      | :5: the alias '*a' is not supported; write the value out
          """)
  void namesFileLineAndRule(String text, String replacement, String error) throws IOException {
    assertThat(errorWith(text, replacement)).isEqualTo(error);
  }

  @Test
  void namesAMissingKey() throws IOException {
    assertThat(errorWith("  lr: 0.001\n", ""))
        .isEqualTo(":24: missing key 'optim.lr'; add it to this section");
  }

  @Test
  void comparesWithTheDefaultOfANoiseLevelThatIsLeftOut() throws IOException {
    assertThat(errorWith("sigma_begin: 1\n  sigma_end: 0.01", "sigma_begin: 0.004"))
        .isEqualTo(
            ":18: model.sigma_end must be at most model.sigma_begin (0.004), found 0.01, its"
                + " default; give a smaller one");
    assertThat(errorWith("sigma_begin: 1\n  sigma_end: 0.01", "sigma_end: 3"))
        .isEqualTo(":18: model.sigma_end must be at most model.sigma_begin (1.0), found 3.0");
  }

  @Test
  void namesAMissingSection() throws IOException {
    String withoutOptim = ConfigText.OFFICIAL.substring(0, ConfigText.OFFICIAL.indexOf("optim:"));

    assertThat(error(withoutOptim))
        .isEqualTo(
            ": missing section 'optim'; it holds weight_decay, optimizer, lr, beta1, amsgrad,"
                + " warmup, schedule, schedule_steps, schedule_factor, grad_clip, eps");
  }

  @Test
  void refusesAValueInThePlaceOfASection() throws IOException {
    assertThat(error("training: 3\ndata:\n"))
        .isEqualTo(":1: training must be a section with keys in it");
  }

  @ParameterizedTest
  @CsvSource({"''", "'\n\n'", "'# nothing but a comment\n'"})
  void refusesAnEmptyFile(String text) throws IOException {
    assertThat(error(text))
        .isEqualTo(" is empty; a config has the sections training, data, model and optim");
  }

  @Test
  void refusesWhatIsNoYaml() throws IOException {
    assertThat(error("training:\n  batch_size: [1,\ndata: }"))
        .startsWith(":3: not valid YAML: ")
        .doesNotContain("\n");
    assertThat(error("\tx: 1")).startsWith(":1: not valid YAML: ").doesNotContain("\n");
    assertThat(error("training: \u0001")).startsWith(": not valid YAML").doesNotContain("\n");
  }

  @Test
  void refusesTextThatHoldsNoSections() throws IOException {
    assertThat(error("just words"))
        .isEqualTo(":1: a config holds sections such as 'training:' and keys in them");
  }

  @Test
  void refusesASecondDocument() throws IOException {
    assertThat(error(ConfigText.OFFICIAL + "---\ntraining:\n"))
        .isEqualTo(":31: a second YAML document begins; a config is one document");
  }

  @Test
  void refusesDeepNesting() throws IOException {
    assertThat(error("training: " + "[".repeat(50_000)))
        .isEqualTo(":1: more than 8 levels of sections; a config has two");
  }

  @Test
  void refusesAHugeFile() throws IOException {
    assertThat(error("#".repeat(300_000)))
        .isEqualTo(" is larger than 256 KiB, which no config is; check --config");
  }

  @Test
  void refusesAFileThatIsNotText() throws IOException {
    Path file = Files.write(folder.resolve("x.yml"), new byte[] {(byte) 0x89, 'P', 'N', 'G'});

    assertThat(error(file)).isEqualTo(" is not a text file in UTF-8; --config takes a YAML file");
  }

  @Test
  void refusesAFolder() {
    assertThat(error(folder)).isEqualTo(" is a folder; --config takes a YAML file");
  }

  @Test
  void refusesAMissingFile() {
    assertThat(error(folder.resolve("none.yml"))).isEqualTo(" does not exist; check the path");
  }

  private String errorWith(String text, String replacement) throws IOException {
    return error(ConfigText.officialWith(text, replacement));
  }

  private String error(String text) throws IOException {
    return error(Files.writeString(folder.resolve("x.yml"), text));
  }

  /** The error's message without the file that it begins with. */
  private static String error(Path file) {
    String message =
        assertThatExceptionOfType(UserError.class)
            .isThrownBy(() -> ConfigReader.read(file))
            .actual()
            .getMessage();
    assertThat(message).startsWith(file.toString());
    return message.substring(file.toString().length());
  }
}
