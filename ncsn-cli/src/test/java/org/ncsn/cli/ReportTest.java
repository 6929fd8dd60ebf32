package org.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ncsn.cli.config.TestConfig;

/** The page about a run. */
class ReportTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"djl", "nd4j"})
  void showsCurvesPicturesAnnealingConfigAndMachine(String backend) throws IOException {
    String config =
        TinyConfig.usual()
            .with("training", "batch_size: 2, n_iters: 200, snapshot_freq: 100")
            .with("sampling", "n_samples: 2, n_steps_each: 3")
            .with("backend", backend)
            .in(folder);
    ncsn("--config", config, "--comment", "first <try>");
    ncsn("--test", "-o", folder.resolve("out").toString());

    assertThat(ncsn("report").out()).contains("Wrote " + logs("report.html"));

    JsonNode data = data(logs("report.html"));
    assertThat(data.get("name").asText()).isEqualTo("a");
    assertThat(data.get("comment").asText()).isEqualTo("first <try>");
    assertThat(data.get("step").asLong()).isEqualTo(200);
    assertThat(data.get("runner").asText()).isEqualTo("AnnealRunner");
    assertThat(data.get("backend").asText()).startsWith(backend + ": ");
    assertThat(data.get("machine").asText()).contains(" cores, ", "Java ");
    assertThat(data.get("stepsPerSecond").asDouble()).isPositive();
    assertThat(data.get("checkpoint").asText()).contains("checkpoint.safetensors");
    assertThat(data.get("curves")).hasSize(2);
    assertThat(data.get("curves").get(0).get("points")).hasSize(200);
    assertThat(data.get("curves").get(1).get("points")).hasSize(2);
    assertThat(data.get("samples")).hasSize(2);
    assertThat(data.get("samples").get(0).get("source").asText())
        .startsWith("data:image/png;base64,");
    assertThat(data.get("film").get("captions")).hasSize(6);
    assertThat(data.get("film").get("captions").get(5).asText())
        .isEqualTo("step 6, noise level 2 of 2 (sigma 0.100)");
    assertThat(data.get("config").findValuesAsText("name")).contains("training", "model", "run");
  }

  @Test
  void isOneFileThatAsksForNothingElse() throws IOException {
    ncsn("--config", TinyConfig.usual().in(folder), "--comment", "</script><script>alert(1)");
    Path page = folder.resolve("page.html");
    ncsn("report", "-o", page.toString());

    String html = Files.readString(page);
    assertThat(html.replace("http://www.w3.org/2000/svg", ""))
        .doesNotContain("http://", "https://", "<link", " src=\"", "@import", "{{");
    assertThat(html.split("<script", -1)).as("scripts: the data, and the page's own").hasSize(3);
    assertThat(data(page).get("comment").asText()).isEqualTo("</script><script>alert(1)");
    assertThat(html).contains("name=\"viewport\"");
  }

  @Test
  void saysWhatARunLacks() throws IOException {
    ncsn("--config", TinyConfig.usual().in(folder));
    Files.delete(logs("checkpoint.safetensors"));
    ncsn("report");

    JsonNode data = data(logs("report.html"));
    assertThat(data.get("film").isNull()).isTrue();
    assertThat(data.get("evaluation").isNull()).isTrue();
    assertThat(data.get("distances")).isEmpty();
    assertThat(data.get("checkpoint").asText()).isEqualTo("No checkpoint yet");
    assertThat(data.get("comment").asText()).isEmpty();
    assertThat(data.get("stepsPerSecond").asDouble()).isZero();
  }

  @Test
  void showsPlotsOfThePlane() throws IOException {
    String config =
        TinyConfig.usual()
            .with("data", "dataset: MIXTURE")
            .with("model", "sigma_begin: 20, sigma_end: 1, num_classes: 2, ngf: 8")
            .with("sampling", "n_samples: 20, n_steps_each: 2")
            .in(folder);
    ncsn("--runner", "ToyRunner", "--config", config, "--backend", "djl");
    ncsn("report");

    JsonNode data = data(logs("report.html"));
    assertThat(data.get("plots")).hasSize(1);
    assertThat(data.get("samples")).isNotEmpty();
    assertThat(Files.size(logs("report.html"))).isLessThan(3_000_000);
  }

  @Test
  void showsWholeListsOfAConfig() throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("unet.yml"),
            TestConfig.images("DIGITS", 8)
                .with("runner", "SdeRunner")
                .with("training.n_iters", 1)
                .with("unet.nf", 4)
                .with("unet.ch_mult", "[1, 2]")
                .with("unet.attn_resolutions", "[4]")
                .text());
    ncsn("--config", config.toString(), "--backend", ReferenceModule.NAME);
    ncsn("report");

    assertThat(data(logs("report.html")).get("config").toString())
        .contains("[\"ch_mult\",\"[1, 2]\"]");
  }

  @Test
  void explainsAMissingRun() {
    BadCommandTest.assertMistake(
        Ncsn.run("report", "--run", folder.toString(), "--doc", "none"), "no training in ");
  }

  static JsonNode data(Path page) throws IOException {
    String html = Files.readString(page);
    String begin = "<script id=\"data\" type=\"application/json\">";
    int from = html.indexOf(begin) + begin.length();
    return new ObjectMapper().readTree(html.substring(from, html.indexOf("</script>", from)));
  }

  private Path logs(String file) {
    return folder.resolve("run/logs/a").resolve(file);
  }

  private Ncsn ncsn(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--run", folder.resolve("run").toString(), "--doc", "a"));
    Ncsn run = Ncsn.run(all.toArray(String[]::new));
    assertThat(run.status()).as(run.err()).isZero();
    return run;
  }
}
