package org.ncsn.data;

/** The four files of MNIST as they were published. */
enum MnistFile {
  TRAIN_IMAGES(
      "train-images-idx3-ubyte",
      60_000 * 28 * 28,
      "6bbc9ace898e44ae57da46a324031adb",
      9_912_422,
      "f68b3c2dcbeaaa9fbdd348bbdeb94873"),
  TRAIN_LABELS(
      "train-labels-idx1-ubyte",
      60_000,
      "a25bea736e30d166cdddb491f175f624",
      28_881,
      "d53e105ee54ea40749a09fcbcd1e9432"),
  TEST_IMAGES(
      "t10k-images-idx3-ubyte",
      10_000 * 28 * 28,
      "2646ac647ad5339dbf082846283269ea",
      1_648_877,
      "9fb629c4189551a2d022fa330f9573f3"),
  TEST_LABELS(
      "t10k-labels-idx1-ubyte",
      10_000,
      "27ae3e4e09519cfbb04c329615203637",
      4_542,
      "ec29112dd5afa0611ce80d1b7f02629c");

  private final String fileName;
  private final int elements;
  private final String md5;
  private final long gzipBytes;
  private final String gzipMd5;

  MnistFile(String fileName, int elements, String md5, long gzipBytes, String gzipMd5) {
    this.fileName = fileName;
    this.elements = elements;
    this.md5 = md5;
    this.gzipBytes = gzipBytes;
    this.gzipMd5 = gzipMd5;
  }

  /** Its name when it is not compressed. */
  String fileName() {
    return fileName;
  }

  /** Pixels or labels that it has. */
  int elements() {
    return elements;
  }

  /** Checksum of the content; people compress it anew, so an archive's own says little. */
  String md5() {
    return md5;
  }

  /** Size of the archive that the server has. */
  long gzipBytes() {
    return gzipBytes;
  }

  /** Checksum of the archive that the server has. */
  String gzipMd5() {
    return gzipMd5;
  }
}
