package org.ncsn.cli.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ncsn.error.UserError;
import org.ncsn.io.FileErrors;
import org.ncsn.io.RegularFile;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Reads a YAML file as plain data. Tags are passed over, so that no file can name a class and the
 * {@code !!python/object} tags of PyYAML do no harm; aliases are refused, so that no small file can
 * unfold into a huge one; size and depth are bounded.
 */
final class YamlFile {
  private static final int MOST_BYTES = 1 << 18;
  private static final int MOST_LEVELS = 8;
  private static final YAMLFactory YAML = new YAMLFactory();

  private final Path file;
  private final YAMLParser parser;

  private YamlFile(Path file, YAMLParser parser) {
    this.file = file;
    this.parser = parser;
  }

  /**
   * The sections of a file.
   *
   * @throws UserError if the file cannot be read, is not YAML, or holds anything but sections
   */
  static YamlNode.Section read(Path file) {
    return ofText(file, text(file));
  }

  /** The sections of a text; otherwise as {@link #read}. */
  static YamlNode.Section ofText(Path file, String text) {
    try (YAMLParser parser = YAML.createParser(text)) {
      return new YamlFile(file, parser).document();
    } catch (JsonProcessingException e) {
      throw notYaml(file, e, e.getCause() instanceof YAMLException cause ? cause : null);
    } catch (YAMLException e) {
      throw notYaml(file, e, e);
    } catch (IOException e) {
      throw FileErrors.cannotRead(file, "config", "check the file", e);
    }
  }

  private static String text(Path file) {
    if (Files.isDirectory(file)) {
      throw new UserError(file + " is a folder; --config takes a YAML file");
    }
    try (InputStream in = RegularFile.open(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new UserError(
            file
                + " is larger than "
                + MOST_BYTES / 1024
                + " KiB, which no config is; check --config");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new UserError(file + " is not a text file in UTF-8; --config takes a YAML file", e);
    } catch (IOException e) {
      throw FileErrors.cannotRead(file, "config", "check the file", e);
    }
  }

  private static UserError notYaml(Path file, Exception e, YAMLException source) {
    String place = file.toString();
    String problem = e.getMessage();
    if (source instanceof MarkedYAMLException marked && marked.getProblem() != null) {
      problem = marked.getProblem();
      if (marked.getProblemMark() != null) {
        place += ":" + (marked.getProblemMark().getLine() + 1);
      }
    }
    if (e instanceof StreamConstraintsException) {
      problem = "something in it is longer than any config needs";
    }
    String line = problem == null ? "" : ": " + problem.lines().findFirst().orElse("").strip();
    return new UserError(place + ": not valid YAML" + OneLine.of(line), e);
  }

  private YamlNode.Section document() throws IOException {
    JsonToken token = parser.nextToken();
    if (token == null || (token == JsonToken.VALUE_NULL && parser.getText().isEmpty())) {
      throw new UserError(
          file + " is empty; a config has the sections training, data, model and optim");
    }
    if (!(node(line(), 1) instanceof YamlNode.Section section)) {
      throw error("a config holds sections such as 'training:' and keys in them");
    }
    if (parser.nextToken() != null) {
      throw error("a second YAML document begins; a config is one document");
    }
    return section;
  }

  /** The node that begins at the current token; {@code line} is that of its key. */
  private YamlNode node(int line, int level) throws IOException {
    if (parser.isCurrentAlias()) {
      throw error("the alias '*" + parser.getText() + "' is not supported; write the value out");
    }
    if (level > MOST_LEVELS) {
      throw error("more than " + MOST_LEVELS + " levels of sections; a config has two");
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> section(line, level);
      case START_ARRAY -> sequence(line, level);
      case VALUE_NULL -> new YamlNode.Scalar(line, "");
      default -> new YamlNode.Scalar(line, parser.getText());
    };
  }

  private YamlNode.Section section(int line, int level) throws IOException {
    Map<String, YamlNode> fields = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      int keyLine = line();
      YamlNode first = fields.get(key);
      if (first != null) {
        throw error("the key '" + key + "' stands here a second time, after line " + first.line());
      }
      parser.nextToken();
      fields.put(key, node(keyLine, level + 1));
    }
    return new YamlNode.Section(line, fields);
  }

  private YamlNode.Sequence sequence(int line, int level) throws IOException {
    List<YamlNode> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(node(line, level + 1));
    }
    return new YamlNode.Sequence(line, elements);
  }

  private int line() {
    return parser.currentTokenLocation().getLineNr();
  }

  private UserError error(String problem) {
    return new UserError(file + ":" + line() + ": " + OneLine.of(problem));
  }
}
