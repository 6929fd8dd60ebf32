package org.ncsn.cli.output;

import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/** Prints log lines on a console, except those that a progress bar there already shows. */
final class ConsoleLines extends AppenderBase<ILoggingEvent> {
  /** Marks what the console is told in another way. */
  static final Marker NOT_SHOWN = MarkerFactory.getDetachedMarker("not shown");

  private final PatternLayout layout;
  private final Console console;

  ConsoleLines(PatternLayout layout, Console console) {
    this.layout = layout;
    this.console = console;
  }

  @Override
  protected void append(ILoggingEvent event) {
    List<Marker> markers = event.getMarkerList();
    if (markers != null && markers.contains(NOT_SHOWN)) {
      return;
    }
    if (!console.isTerminal() || !event.getLoggerName().equals(Progress.class.getName())) {
      layout.doLayout(event).lines().forEach(console::line);
    }
  }
}
