package org.ncsn.data.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import org.ncsn.io.FileErrors;
import org.ncsn.io.ZipArchive;

/** Pictures in a ZIP archive, which is read in place; names of entries lead nowhere on the disk. */
final class PictureArchive implements PictureFiles {
  private static final String KIND = "folder or zip of pictures";
  private static final String REMEDY = "copy it again, or unpack it and give the folder";

  private final Path path;
  private final ZipArchive zip;
  private final List<String> names;

  private PictureArchive(Path path, ZipArchive zip) {
    this.path = path;
    this.zip = zip;
    this.names = zip.entries().keySet().stream().filter(ImageFormat::isNamed).sorted().toList();
  }

  static PictureArchive open(Path path) {
    try {
      return new PictureArchive(path, ZipArchive.open(path));
    } catch (IOException e) {
      throw FileErrors.cannotRead(path, KIND, REMEDY, e);
    }
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public List<String> names() {
    return names;
  }

  @Override
  public byte[] read(String name) throws IOException {
    ZipEntry entry = zip.entries().get(name);
    if (entry.getSize() < 0 || entry.getSize() > MAX_BYTES) {
      throw new IOException("it has " + entry.getSize() + " bytes, more than " + MAX_BYTES);
    }
    return zip.read(entry, in -> bytes(in, (int) entry.getSize()));
  }

  private static byte[] bytes(InputStream in, int size) throws IOException {
    byte[] bytes = in.readNBytes(size);
    if (bytes.length < size) {
      throw new IOException("it is cut off");
    }
    return bytes;
  }

  @Override
  public void close() {
    try {
      zip.close();
    } catch (IOException e) {
      throw FileErrors.cannotRead(path, KIND, REMEDY, e);
    }
  }
}
