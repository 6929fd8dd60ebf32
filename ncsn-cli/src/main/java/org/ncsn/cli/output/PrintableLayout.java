package org.ncsn.cli.output;

import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Context;
import java.util.stream.Collectors;
import org.ncsn.error.Printable;

/**
 * Log lines in which a message is one line and says nothing to the terminal that shows it, now or
 * from the file of a log.
 */
final class PrintableLayout extends PatternLayout {
  private PrintableLayout() {}

  /** A layout that is ready for use. */
  static PrintableLayout of(String pattern, Context context) {
    PrintableLayout layout = new PrintableLayout();
    layout.getInstanceConverterMap().put("msg", Message::new);
    layout.getInstanceConverterMap().put("ex", StackTrace::new);
    layout.setContext(context);
    layout.setPattern(pattern);
    layout.start();
    return layout;
  }

  private static final class Message extends MessageConverter {
    @Override
    public String convert(ILoggingEvent event) {
      return Printable.of(super.convert(event));
    }
  }

  /** Of several lines, each of which begins as the library begins them. */
  private static final class StackTrace extends ThrowableProxyConverter {
    @Override
    public String convert(ILoggingEvent event) {
      return super.convert(event)
          .lines()
          .map(line -> Printable.of(line) + System.lineSeparator())
          .collect(Collectors.joining());
    }
  }
}
