package org.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ncsn.array.HostArray;
import org.ncsn.format.Npy;
import org.ncsn.format.Safetensors;

/** A network with running statistics beside its weights is trained, resumed, moved and sampled. */
class BatchNormRunTest {
  private static final String MEAN = "network.normalizer.bn.running_mean";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"djl", "nd4j", ReferenceModule.NAME})
  void keepsItsStatisticsThroughResumingExportAndImport(String backend) {
    train("whole", 4, backend);
    train("resumed", 2, backend);
    String longer = config(4, backend);
    run("--resume_training", "--config", longer, "--doc", "resumed");
    assertThat(arrays("resumed")).isEqualTo(arrays("whole"));
    assertThat(arrays("whole").get(MEAN).floats())
        .as("have seen batches")
        .isNotEqualTo(new float[arrays("whole").get(MEAN).floats().length]);

    Path exported = folder.resolve("exported.pth");
    run("export", "--doc", "whole", "--format", "pth", "-o", exported.toString());
    run("import", exported.toString(), "--config", longer, "--doc", "imported");
    assertThat(arrays("imported")).isEqualTo(arrays("whole"));

    run("--test", "--doc", "imported", "--samples", "2", "-o", folder.resolve("out").toString());
    assertThat(Npy.read(folder.resolve("out").resolve("samples.npy")).isFinite()).isTrue();
  }

  private void train(String doc, int steps, String backend) {
    run("--config", config(steps, backend), "--doc", doc);
  }

  private String config(int steps, String backend) {
    return TinyConfig.usual()
        .with("training", "batch_size: 2, n_iters: " + steps + ", snapshot_freq: 100")
        .with("model", "sigma_begin: 1, sigma_end: 0.1, num_classes: 2, ngf: 2, norm: batch")
        .with("data", "dataset: DIGITS, image_size: 8, channels: 1")
        .with("backend", backend)
        .in(folder);
  }

  private Map<String, HostArray> arrays(String doc) {
    return Safetensors.read(
            folder.resolve("run").resolve("logs").resolve(doc).resolve("checkpoint.safetensors"))
        .arrays();
  }

  private void run(String... arguments) {
    String[] all = Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--run";
    all[arguments.length + 1] = folder.resolve("run").toString();
    Ncsn run = Ncsn.run(all);
    assertThat(run.status()).as(run.err()).isZero(); // engines may say something, too
  }
}
