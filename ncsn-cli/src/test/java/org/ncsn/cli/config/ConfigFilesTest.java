package org.ncsn.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ncsn.error.UserError;

class ConfigFilesTest {
  @TempDir private Path folder;

  @Test
  void takesAPathAsItIsGiven() throws IOException {
    Path file = Files.createFile(folder.resolve("mine.yml"));

    assertThat(new ConfigFiles(Path.of("nowhere")).find(file.toString())).isEqualTo(file);
  }

  @Test
  void looksAmongTheConfigsOfTheProgram() throws IOException {
    Path file = Files.createFile(folder.resolve("surely-not-here.yml"));

    assertThat(new ConfigFiles(folder).find("surely-not-here.yml")).isEqualTo(file);
  }

  @Test
  void listsWhatThereIsWhenNothingIsFound() throws IOException {
    Files.createFile(folder.resolve("b.yml"));
    Files.createFile(folder.resolve("anneal-x.yml"));
    Files.createFile(folder.resolve("notes.txt"));

    assertThatThrownBy(() -> new ConfigFiles(folder).find("aneal-x.yml"))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "no config 'aneal-x.yml' here or in %s; there are anneal-x.yml, b.yml; did you mean"
                + " 'anneal-x.yml'?",
            folder);
  }

  @Test
  void asksForAPathWhereTheProgramHasNoConfigs() {
    Path missing = folder.resolve("missing");

    assertThatThrownBy(() -> new ConfigFiles(missing).find("a.yml"))
        .hasMessage("no config 'a.yml' here or in %s; give the path of a YAML file", missing);
  }

  @Test
  void refusesAnEmptyName() {
    assertThatThrownBy(() -> new ConfigFiles(folder).find(" "))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("--config needs the name of a YAML file");
  }
}
