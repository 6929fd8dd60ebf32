package org.ncsn.spark;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.ncsn.array.HostArray;

/** Images as rows of a Parquet file: their number, their shape, and their pixels as floats. */
final class ParquetImages {
  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message image {
            required int64 index;
            required int32 height;
            required int32 width;
            required int32 channels;
            required group pixels (LIST) {
              repeated group list {
                required float element;
              }
            }
          }
          """);

  private ParquetImages() {}

  /**
   * Writes a file.
   *
   * @param first number of the first image
   * @param images {@code float32 [n,H,W,C]}; pixels stand row by row, their channels together
   */
  static void write(Path file, Configuration configuration, long first, HostArray images)
      throws IOException {
    int[] extents = images.shape().extents();
    int length = extents[1] * extents[2] * extents[3];
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(HadoopOutputFile.fromPath(file, configuration))
            .withType(SCHEMA)
            .withConf(configuration)
            .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
            .build()) {
      for (int i = 0; i < extents[0]; i++) {
        Group row = new SimpleGroup(SCHEMA);
        row.add("index", first + i);
        row.add("height", extents[1]);
        row.add("width", extents[2]);
        row.add("channels", extents[3]);
        Group pixels = row.addGroup("pixels");
        for (int k = 0; k < length; k++) {
          pixels.addGroup("list").add("element", (float) images.at(i * length + k));
        }
        writer.write(row);
      }
    }
  }
}
