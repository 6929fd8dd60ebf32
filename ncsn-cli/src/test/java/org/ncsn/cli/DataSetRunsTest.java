package org.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ncsn.array.Shape;
import org.ncsn.format.Npy;
import org.ncsn.golden.Golden;
import org.ncsn.golden.TestFiles;

/** Training and sampling on small files in the true formats of the data sets. */
class DataSetRunsTest {
  private static final List<String> BATCHES =
      List.of(
          "data_batch_1",
          "data_batch_2",
          "data_batch_3",
          "data_batch_4",
          "data_batch_5",
          "test_batch");

  @TempDir private Path folder;

  /** Every format once, and every loss on either engine: what a file holds reaches all alike. */
  @ParameterizedTest
  @CsvSource({
    "CIFAR10, binary, ssm, nd4j",
    "CIFAR10, python, ssm, djl",
    "SVHN, matlab, dsm, djl",
    "CELEBA, folder, dsm, nd4j",
    "'LSUN, category: tower', places, dsm, djl",
    "FFHQ, faces, dsm, nd4j"
  })
  void trainsOnAndSamples(String dataset, String format, String algo, String backend)
      throws IOException {
    Path data = Files.createDirectories(folder.resolve("run/datasets"));
    switch (format) {
      case "binary" -> binaryCifar(Files.createDirectory(data.resolve("cifar10")));
      case "python" -> pickledCifar(data.resolve("cifar10/cifar-10-batches-py"));
      case "matlab" -> svhn(Files.createDirectory(data.resolve("svhn")));
      case "places" -> {
        lmdb("lsun_data.mdb", data.resolve("lsun/tower_train_lmdb"));
        lmdb("lsun_data.mdb", data.resolve("lsun/tower_val_lmdb"));
      }
      case "faces" -> lmdb("ffhq_data.mdb", data.resolve("FFHQ"));
      default -> celebA(data.resolve("celeba/img_align_celeba"));
    }
    String config =
        TinyConfig.usual()
            .with("data", "image_size: 16, channels: 3, random_flip: true, dataset: " + dataset)
            .with("training", "batch_size: 2, n_iters: 2, snapshot_freq: 2, algo: " + algo)
            .with("sampling", "n_samples: 2, n_steps_each: 1")
            .in(folder);

    assertThat(ncsn("--config", config, "--backend", backend).out()).contains("Finished at step 2");
    ncsn("--test", "--backend", backend, "-o", folder.resolve("out").toString());

    assertThat(Npy.read(folder.resolve("out/samples.npy")).shape())
        .isEqualTo(Shape.of(2, 16, 16, 3));
  }

  private static void binaryCifar(Path target) throws IOException {
    for (String name : BATCHES) {
      byte[] records = new byte[2 * 3073];
      for (int i = 0; i < records.length; i++) {
        records[i] = (byte) (i * 13 + name.hashCode());
      }
      Files.write(target.resolve(name + ".bin"), records);
    }
  }

  private static void pickledCifar(Path target) throws IOException {
    Files.createDirectories(target);
    for (String name : BATCHES) {
      Files.write(target.resolve(name), TestFiles.bytes("cifar_python2.pickle"));
    }
  }

  private static void svhn(Path target) throws IOException {
    Files.write(target.resolve("train_32x32.mat"), TestFiles.bytes("svhn_compressed.mat"));
    Files.write(target.resolve("test_32x32.mat"), TestFiles.bytes("svhn_compressed.mat"));
  }

  private static void celebA(Path target) throws IOException {
    Files.createDirectories(target);
    StringBuilder partition = new StringBuilder();
    for (int i = 1; i <= 6; i++) {
      BufferedImage face = new BufferedImage(178, 218, BufferedImage.TYPE_INT_RGB);
      for (int pixel = 0; pixel < 178 * 218; pixel++) {
        face.setRGB(pixel % 178, pixel / 178, i * 40_000 * (pixel / 5000));
      }
      String name = "00000" + i + ".jpg";
      ImageIO.write(face, "jpg", target.resolve(name).toFile());
      partition.append(name).append(' ').append(i > 4 ? 2 : 0).append('\n');
    }
    Files.writeString(target.resolveSibling("list_eval_partition.txt"), partition.toString());
  }

  private static void lmdb(String golden, Path target) throws IOException {
    Golden.copy("ncsnv2_lmdb", golden, Files.createDirectories(target).resolve("data.mdb"));
  }

  private Ncsn ncsn(String... arguments) {
    List<String> all = new java.util.ArrayList<>(List.of(arguments));
    all.addAll(List.of("--run", folder.resolve("run").toString(), "--doc", "a", "--threads", "1"));
    Ncsn run = Ncsn.run(all.toArray(String[]::new));
    assertThat(run.status()).as(run.err()).isZero();
    return run;
  }
}
