package org.ncsn.cli.output;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.ncsn.cli.config.NearestName;
import org.ncsn.error.UserError;
import org.ncsn.io.FileErrors;
import org.ncsn.io.RegularFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the log to the console and, once a run folder is chosen, to its {@code stdout.txt}: level,
 * logger, time, message. The engines' own loggers speak up from warnings on.
 */
public final class Logging implements AutoCloseable {
  /** The levels of {@code --verbose}, by their official names. */
  private static final Map<String, Level> LEVELS =
      Map.of(
          "debug", Level.DEBUG,
          "info", Level.INFO,
          "warning", Level.WARN,
          "critical", Level.ERROR);

  private static final List<String> LEVEL_NAMES = List.of("debug", "info", "warning", "critical");
  private static final List<String> ENGINES =
      List.of("org.nd4j", "ai.djl", "org.bytedeco", "org.tensorflow", "org.reflections");
  private static final String LINE =
      "%replace(%level){'^WARN$','WARNING'} - %logger{0} - %d{yyyy-MM-dd HH:mm:ss} - %msg%n";

  private final LoggerContext context;
  private final boolean debug;

  private Logging(LoggerContext context, boolean debug) {
    this.context = context;
    this.debug = debug;
  }

  /**
   * Starts to log to the console; what was set up before ends.
   *
   * @param level {@code debug}, {@code info}, {@code warning} or {@code critical}
   * @throws UserError for any other level
   */
  public static Logging start(String level, Console console) {
    Level least = LEVELS.get(level);
    if (least == null) {
      throw new UserError(
          "--verbose must be one of "
              + String.join(", ", LEVEL_NAMES)
              + ", found '"
              + level
              + "'"
              + NearestName.question(level, LEVEL_NAMES));
    }
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(least);
    for (String engine : ENGINES) {
      context.getLogger(engine).setLevel(least.isGreaterOrEqual(Level.WARN) ? least : Level.WARN);
    }
    if (least != Level.DEBUG) {
      // DJL warns at every start that there is no GPU, JavaCPP that the engines use two versions.
      context.getLogger("ai.djl.util.cuda").setLevel(Level.ERROR);
      context.getLogger("org.bytedeco.javacpp").setLevel(Level.ERROR);
    }
    Logging logging = new Logging(context, least == Level.DEBUG);
    ConsoleLines lines = new ConsoleLines(logging.layout(), console);
    lines.setContext(context);
    lines.start();
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(lines);
    return logging;
  }

  /**
   * Logs to a file, too, after what it already holds.
   *
   * @throws UserError if the file cannot be written
   */
  public void alsoTo(Path file) {
    try {
      if (Files.exists(file)) {
        RegularFile.require(file);
      }
      Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND).close();
    } catch (IOException e) {
      throw FileErrors.cannotWrite(file, e);
    }
    FileAppender<ILoggingEvent> appender = new FileAppender<>();
    appender.setContext(context);
    appender.setFile(file.toString());
    appender.setAppend(true);
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setContext(context);
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.setLayout(layout());
    encoder.start();
    appender.setEncoder(encoder);
    appender.start();
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
  }

  /** Notes in the log file alone, if there is one, why the program ends. */
  public void failed(Throwable failure) {
    context.getLogger(Logging.class).error(ConsoleLines.NOT_SHOWN, message(failure), failure);
  }

  private static String message(Throwable failure) {
    return failure instanceof UserError ? failure.getMessage() : failure.toString();
  }

  /** Ends the log and closes its files. */
  @Override
  public void close() {
    context.reset();
  }

  /** Stack traces are for those who debug. */
  private PrintableLayout layout() {
    return PrintableLayout.of(debug ? LINE + "%ex" : LINE + "%nopex", context);
  }
}
