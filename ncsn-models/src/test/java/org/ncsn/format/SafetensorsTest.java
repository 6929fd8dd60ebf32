package org.ncsn.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.error.UserError;

class SafetensorsTest {
  @TempDir Path folder;

  @Test
  void readsBackWhatItWrote() {
    Map<String, HostArray> arrays = new LinkedHashMap<>();
    arrays.put("z.weight", HostArray.of(Shape.of(2, 1), 1.5f, Float.NEGATIVE_INFINITY));
    arrays.put("step", HostArray.of(Shape.scalar(), 7));
    arrays.put("a \"quoted\" näme", HostArray.of(Shape.of(1), Math.PI));
    arrays.put("none", HostArray.of(Shape.of(0, 3), new float[0]));
    Map<String, String> metadata = Map.of("config", "a: 1\nb: \"ü\"\n");
    Path file = folder.resolve("checkpoint.safetensors");
    Safetensors.write(file, new Safetensors.Content(arrays, metadata));

    Safetensors.Content content = Safetensors.read(file);
    assertThat(content.arrays()).containsExactlyEntriesOf(arrays);
    assertThat(content.metadata()).isEqualTo(metadata);
    assertThat(Safetensors.readMetadata(file)).isEqualTo(metadata);
  }

  @Test
  void writesTheFormatAsItIsDefined() throws IOException {
    Path file = folder.resolve("checkpoint.safetensors");
    Safetensors.write(
        file,
        new Safetensors.Content(
            Map.of("x", HostArray.of(Shape.of(2), 1f, 2f)), Map.of("format", "np")));
    String json =
        "{\"__metadata__\":{\"format\":\"np\"},"
            + "\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}";
    int padded = (json.length() + 7) / 8 * 8;
    ByteBuffer expected = ByteBuffer.allocate(8 + padded + 8).order(ByteOrder.LITTLE_ENDIAN);
    expected
        .putLong(padded)
        .put((json + " ".repeat(padded - json.length())).getBytes(StandardCharsets.UTF_8));
    expected.putFloat(1).putFloat(2);
    assertThat(file).hasBinaryContent(expected.array());
  }

  @Test
  void readsArraysInWhateverOrderTheyStand() throws IOException {
    Path file =
        write(
            """
            {"late": {"dtype":"I64","shape":[1],"data_offsets":[4,12]},
             "early": {"dtype":"F32","shape":[],"data_offsets":[0,4]}}\
            """,
            new byte[] {0, 0, (byte) 0x80, 0x3f, 5, 0, 0, 0, 0, 0, 0, 0});
    assertThat(Safetensors.read(file).arrays())
        .containsExactly(
            Map.entry("late", HostArray.of(Shape.of(1), 5)),
            Map.entry("early", HostArray.of(Shape.scalar(), 1f)));
  }

  @Test
  void readsHalfPrecisionAsFloat32() throws IOException {
    short[] bits = {0x3c00, (short) 0xc000, 0x0001, 0x7bff};
    ByteBuffer data = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    data.asShortBuffer().put(bits);
    Path file =
        write(
            """
            {"half": {"dtype":"F16","shape":[2,1],"data_offsets":[0,4]},
             "brain": {"dtype":"BF16","shape":[2],"data_offsets":[4,8]}}\
            """,
            data.array());
    assertThat(Safetensors.read(file).arrays())
        .containsExactly(
            Map.entry("half", HostArray.of(Shape.of(2, 1), 1f, -2f)),
            Map.entry(
                "brain",
                HostArray.of(
                    Shape.of(2),
                    Float.intBitsToFloat(1 << 16),
                    Float.intBitsToFloat(0x7bff << 16))));
  }

  @Test
  void writesHalfPrecisionWhereItIsWanted() {
    Path file = folder.resolve("half.safetensors");
    Map<String, HostArray> arrays = new LinkedHashMap<>();
    arrays.put("x", HostArray.of(Shape.of(3), 1f, 0.1f, Float.NEGATIVE_INFINITY));
    arrays.put("count", HostArray.of(Shape.scalar(), 100_000));
    Safetensors.write(
        file, new Safetensors.Content(arrays, Map.of()).draft(), FloatStorage.FLOAT16);
    assertThat(Safetensors.read(file).arrays())
        .containsEntry("x", HostArray.of(Shape.of(3), 1f, 0x1.998p-4f, Float.NEGATIVE_INFINITY))
        .containsEntry("count", HostArray.of(Shape.scalar(), 100_000));

    arrays.put("x", HostArray.of(Shape.of(1), 1e6f));
    assertThatThrownBy(
            () ->
                Safetensors.write(
                    file, new Safetensors.Content(arrays, Map.of()).draft(), FloatStorage.FLOAT16))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("1000000.0 is too large for 16 bits");
  }

  @ParameterizedTest
  @ValueSource(strings = {"F8_E4M3", "C64", "U64", "F4"})
  void callsTypesThatItDoesNotReadByTheirNames(String type) throws IOException {
    Path file =
        write(
            "{\"x\":{\"dtype\":\"" + type + "\",\"shape\":[8],\"data_offsets\":[0,8]}}",
            new byte[8]);
    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(file + ": it holds numbers of type " + type + ", which is not read")
        .hasMessageEndingWith("; save it again as float32");
  }

  @Test
  void refusesATruncatedFileWhereverItEnds() throws IOException {
    Path file = folder.resolve("checkpoint.safetensors");
    Safetensors.write(
        file,
        new Safetensors.Content(Map.of("x", HostArray.of(Shape.of(3), 1f, 2f, 3f)), Map.of()));
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> Safetensors.read(file))
          .isInstanceOf(UserError.class)
          .hasMessageStartingWith(file + " is not a usable safetensors file: ");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{'x':{'dtype':'F32','shape':[2],'data_offsets':[0,8]};                  not valid JSON",
        "{'x':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} {};  not valid JSON: more follows"
            + " it",
        "[1];                                                                    no JSON object",
        "{'x':1};                                              is not dtype, shape and"
            + " data_offsets",
        "{'x':{'dtype':'F32','shape':[2]}};                    is not dtype, shape and"
            + " data_offsets",
        "{'x':{'dtype':'F32','shape':[-2],'data_offsets':[0,8]}};            impossible extent -2",
        "{'x':{'dtype':'F32','shape':[3000000000],'data_offsets':[0,8]}};    impossible extent",
        "{'x':{'dtype':'F32','shape':[65536,65536],'data_offsets':[0,8]}};   more elements than"
            + " fit",
        "{'x':{'dtype':'F32','shape':['2'],'data_offsets':[0,8]}};   where an integer belongs",
        "{'x':{'dtype':'F32','shape':[2],'data_offsets':[0]}};       does not have two"
            + " data_offsets",
        "{'x':{'dtype':'F32','shape':[2],'data_offsets':[-8,0]}};    should stand at bytes 0 to 8",
        "{'x':{'dtype':'F32','shape':[2],'data_offsets':[8,0]}};     should stand at bytes 0 to 8",
        "{'x':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}};     should stand at bytes 0 to 4",
        "{'x':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}};     take 4 bytes, but 8 are there",
        "{'x':{'dtype':'F32','shape':[4],'data_offsets':[0,16]}};    take 16 bytes, but 8 are"
            + " there",
        "{'x':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'y':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}};"
            + " should stand at bytes 8 to 16",
        "{'x':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},"
            + "'x':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}; Duplicate field 'x'",
        "{'__metadata__':{'a':1},'x':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}; metadata"
            + " 'a' is no text",
        "{'x':{'dtype':'F32','shape':[[[[[2]]]]],'data_offsets':[0,8]}};  not valid JSON: something"
            + " in it is nested too deeply"
      })
  void refusesAHeaderThatDoesNotFit(String header, String reason) throws IOException {
    Path file = write(header.replace('\'', '"'), new byte[8]);
    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ar-EG", "th-TH-u-nu-thai", "de-DE"})
  void writesNumbersInOneWayInEveryLanguage(String language) throws IOException {
    Path file =
        write("{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[1,9]}}", new byte[9]);
    Locale usual = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag(language));
    try {
      assertThatThrownBy(() -> Safetensors.read(file))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("should stand at bytes 0 to 8, not 1 to 9");
    } finally {
      Locale.setDefault(usual);
    }
  }

  @Test
  void refusesAHugeHeaderBeforeReadingIt() throws IOException {
    Path file = folder.resolve("checkpoint.safetensors");
    Files.write(file, new byte[] {-1, -1, -1, -1, -1, -1, -1, 0x7f, '{', '}'});
    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("it does not begin as safetensors files do");
  }

  private Path write(String header, byte[] data) throws IOException {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer file = ByteBuffer.allocate(8 + json.length + data.length);
    file.order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).put(json).put(data);
    return Files.write(folder.resolve("checkpoint.safetensors"), file.array());
  }
}
