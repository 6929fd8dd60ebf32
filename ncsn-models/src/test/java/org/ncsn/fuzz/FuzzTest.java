package org.ncsn.fuzz;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.data.Cifar10;
import org.ncsn.data.Download;
import org.ncsn.data.Idx;
import org.ncsn.data.Svhn;
import org.ncsn.data.image.Ffhq;
import org.ncsn.data.image.PictureRules;
import org.ncsn.data.image.PictureSets;
import org.ncsn.evaluation.FeatureSet;
import org.ncsn.evaluation.FeatureStatistics;
import org.ncsn.evaluation.FrechetDistance;
import org.ncsn.evaluation.StatisticsFile;
import org.ncsn.format.GraphConstants;
import org.ncsn.format.Graphs;
import org.ncsn.format.Lmdb;
import org.ncsn.format.LmdbWriter;
import org.ncsn.format.Npy;
import org.ncsn.format.Npz;
import org.ncsn.format.Safetensors;
import org.ncsn.format.TorchFile;
import org.ncsn.golden.Golden;
import org.ncsn.golden.TestFiles;

/** Every reader of files that come from elsewhere. */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class FuzzTest {
  private static final long MEGABYTE = 1 << 20;
  private static final HostArray MATRIX = HostArray.of(Shape.of(2, 3), 1f, 2f, 3f, 4f, 5f, 6f);

  @TempDir Path folder;

  @Test
  void checkpointsOfPyTorch() {
    byte[] zip = bytes(file -> TorchFile.write(file, List.of(Map.of("w", MATRIX, "lr", 0.1))));
    byte[] legacy = golden("old_checkpoint", "checkpoint_legacy_old_optimizer.pth");
    new Fuzz(folder, 256 * MEGABYTE)
        .run("checkpoint.pth", List.of(zip, legacy), file -> TorchFile.read(file).raw());
  }

  @Test
  void checkpointsOfOurOwn() {
    byte[] file =
        bytes(
            target ->
                Safetensors.write(
                    target, new Safetensors.Content(Map.of("w", MATRIX), Map.of("step", "3"))));
    new Fuzz(folder, 64 * MEGABYTE).run("a.safetensors", List.of(file), Safetensors::read);
  }

  @Test
  void graphsOfTensorFlow() {
    byte[] graph = bytes(file -> Graphs.write(file, Map.of("scope/w", MATRIX, "b", MATRIX)));
    new Fuzz(folder, 64 * MEGABYTE).run("graph.pb", List.of(graph), GraphConstants::read);
  }

  @Test
  void arraysOfNumPy() {
    byte[] npy = bytes(target -> Npy.write(target, MATRIX));
    new Fuzz(folder, 64 * MEGABYTE).run("a.npy", List.of(npy), Npy::read);
    byte[] npz = golden("langevin", "plain_baseline.npz");
    new Fuzz(folder, 256 * MEGABYTE).run("a.npz", List.of(npz), Npz::read);
  }

  @Test
  void statisticsOfFeatures() {
    byte[] statistics = bytes(target -> StatisticsFile.write(target, FeatureStatistics.of(MATRIX)));
    byte[] features = bytes(target -> Npz.write(target, Map.of("pool_3", MATRIX)));
    new Fuzz(folder, 64 * MEGABYTE)
        .run(
            "a.npz",
            List.of(statistics, features),
            file -> FrechetDistance.between(StatisticsFile.read(file, 3), FeatureSet.of(MATRIX)));
  }

  @Test
  void picklesOfCifar10() {
    Cifar10 cifar = new Cifar10(folder, nowhere());
    List<byte[]> files =
        List.of(TestFiles.bytes("cifar_python2.pickle"), TestFiles.bytes("cifar_python3.pickle"));
    new Fuzz(folder, 64 * MEGABYTE)
        .run("test_batch", files, file -> cifar.images(Cifar10.Split.TEST));
    new Fuzz(folder, 64 * MEGABYTE)
        .run("test_batch", files, file -> cifar.classes(Cifar10.Split.TEST));
  }

  @Test
  void matlabFilesOfSvhn() {
    Svhn svhn = new Svhn(folder, nowhere());
    List<byte[]> files =
        List.of(TestFiles.bytes("svhn_compressed.mat"), TestFiles.bytes("svhn_plain.mat"));
    new Fuzz(folder, 64 * MEGABYTE)
        .run("test_32x32.mat", files, file -> svhn.images(Svhn.Split.TEST));
    new Fuzz(folder, 64 * MEGABYTE)
        .run("test_32x32.mat", files, file -> svhn.classes(Svhn.Split.TEST));
  }

  @Test
  void imagesOfMnist() throws IOException {
    byte[] plain = new byte[16 + 2 * 28 * 28];
    System.arraycopy(
        new byte[] {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 28, 0, 0, 0, 28}, 0, plain, 0, 16);
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(plain);
    }
    new Fuzz(folder, 64 * MEGABYTE)
        .run(
            "images-idx3-ubyte",
            List.of(plain, zipped.toByteArray()),
            file -> Idx.read(file, 1 << 20));
  }

  @Test
  void databasesOfLmdb() {
    SortedMap<String, byte[]> entries = new TreeMap<>();
    for (int i = 0; i < 40; i++) {
      entries.put("key" + i, new byte[i % 9 == 0 ? 900 : i]);
    }
    new Fuzz(folder, 64 * MEGABYTE)
        .run("data.mdb", List.of(LmdbWriter.file(512, entries)), FuzzTest::readEntries);
    PictureRules rules = new PictureRules(8, 3, 100, (picture, reason) -> {});
    new Fuzz(folder, 1024 * MEGABYTE)
        .run(
            "ffhq.mdb",
            List.of(golden("ncsnv2_lmdb", "ffhq_data.mdb")),
            file -> {
              try (PictureSets sets = Ffhq.open(file, rules)) {
                sets.training().batch(0, sets.training().size() - 1);
                sets.test().batch(0);
              }
            });
  }

  private static void readEntries(Path file) {
    try (Lmdb lmdb = Lmdb.open(file)) {
      for (int entry = 0; entry < lmdb.size(); entry++) {
        lmdb.find(lmdb.key(entry), 1 << 20);
      }
    } catch (IOException damagedValue) {
      // One of many: a data set goes on with the others.
    }
  }

  @Test
  void pictures() throws IOException {
    BufferedImage image = new BufferedImage(20, 14, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 20 * 14; i++) {
      image.setRGB(i % 20, i / 20, i * 9973);
    }
    Path pictures = Files.createDirectory(folder.resolve("pictures"));
    for (String format : List.of("png", "jpg", "gif", "bmp")) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ImageIO.write(image, format, out);
      // One picture besides, so that the set has a test image too.
      ImageIO.write(image, "png", pictures.resolve("whole.png").toFile());
      PictureRules rules = new PictureRules(8, 3, 100, (picture, reason) -> {});
      new Fuzz(pictures, 1024 * MEGABYTE)
          .run(
              "picture." + format,
              List.of(out.toByteArray()),
              file -> {
                try (PictureSets sets = PictureSets.folder(pictures, rules)) {
                  sets.training().batch(0);
                  sets.test().batch(0);
                }
              });
      Files.delete(pictures.resolve("picture." + format));
    }
  }

  private static Download nowhere() {
    return new Download(URI.create("http://localhost:1/"), (name, done, total) -> {});
  }

  private byte[] golden(String name, String file) {
    return bytes(target -> Golden.copy(name, file, target));
  }

  private byte[] bytes(Fuzz.Reader writer) {
    try {
      Path file = folder.resolve("whole");
      writer.read(file);
      byte[] content = Files.readAllBytes(file);
      Files.delete(file);
      return content;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
