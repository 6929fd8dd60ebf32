package org.ncsn.cli;

import com.beust.jcommander.JCommander;
import com.beust.jcommander.ParameterException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.function.Consumer;
import org.ncsn.cli.output.Console;
import org.ncsn.cli.output.Logging;
import org.ncsn.error.Printable;
import org.ncsn.error.UserError;
import org.ncsn.memory.MemoryShortage;

/** The program {@code ncsn}. */
public final class Main {
  private static final int FAILED = 1;
  private static final int MISTAKE = 2;

  /** Longer complaints are a file's text, not a sentence. */
  private static final int LONGEST_COMPLAINT = 4_000;

  private Main() {}

  /** Runs one command and exits: 0 if it succeeded, 2 after a user's mistake, 1 if it failed. */
  public static void main(String[] arguments) {
    int status = run(Console.standard(), arguments);
    if (status != 0) {
      System.exit(status);
    }
  }

  /** Runs one command and returns its exit status. */
  static int run(Console console, String... arguments) {
    Options options = new Options();
    List<Command> commands =
        List.of(
            new BackendsCommand(),
            new BenchCommand(),
            new EvaluateCommand(),
            new ExportCommand(),
            new ImportCommand(),
            new InfoCommand(),
            new LevelsCommand(),
            new LikelihoodCommand(),
            new QuickstartCommand(),
            new ReportCommand(),
            new ScoreCommand(),
            new StatisticsCommand());
    JCommander parser = parser(options, commands);
    try {
      parser.parse(FlagValues.separated(parser, arguments));
      execute(console, parser, options, commands);
      console.requireWritten();
      return 0;
    } catch (ParameterException mistake) {
      complain(CommandLineMistakes.explain(parser, mistake));
      return MISTAKE;
    } catch (UserError mistake) {
      return fail(options, mistake, MISTAKE, mistake.getMessage());
    } catch (MemoryShortage failure) {
      return fail(options, failure, MISTAKE, failure.getMessage() + "; ask for less at once");
    } catch (OutOfMemoryError failure) {
      return fail(options, failure, MISTAKE, MemoryAdvice.general(failure));
    } catch (RuntimeException | Error failure) {
      return fail(
          options, failure, FAILED, "failed: " + failure + " (--verbose debug shows where)");
    }
  }

  private static JCommander parser(Options options, List<Command> commands) {
    JCommander.Builder builder = JCommander.newBuilder().programName("ncsn").addObject(options);
    // An argument is what it says, never a file with more of them.
    builder.expandAtSign(false);
    commands.forEach(command -> builder.addCommand(command.name(), command));
    JCommander parser = builder.build();
    parser.parseWithoutValidation(); // it does not know its flags before it has parsed something
    return parser;
  }

  private static void execute(
      Console console, JCommander parser, Options options, List<Command> commands) {
    String chosen = parser.getParsedCommand();
    if (options.version) {
      console.line("ncsn " + Version.current());
    } else if (chosen != null) {
      Command command =
          commands.stream().filter(any -> any.name().equals(chosen)).findFirst().orElseThrow();
      CommandLineMistakes.requireFlagsBehind(chosen, parser);
      if (options.help.wanted() || command.helpWanted()) {
        Help.of(parser, command.name(), command.examples()).lines().forEach(console::line);
      } else {
        logged(options, console, logging -> command.run(console, logging));
      }
    } else if (options.help.wanted()) {
      Help.of(parser).lines().forEach(console::line);
    } else {
      logged(
          options,
          console,
          logging -> new ExperimentCommand(options).run(console, logging::alsoTo));
    }
  }

  /** Runs something that logs; why it failed is the last line of its log file. */
  private static void logged(Options options, Console console, Consumer<Logging> work) {
    try (Logging logging = Logging.start(options.verbose, console)) {
      try {
        work.accept(logging);
      } catch (RuntimeException | Error failure) {
        logging.failed(failure);
        throw failure;
      }
    }
  }

  private static int fail(Options options, Throwable failure, int status, String message) {
    complain(message);
    if (options.verbose.equals("debug")) {
      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace));
      trace.toString().lines().forEach(line -> System.err.println(Printable.of(line)));
    }
    return status;
  }

  private static void complain(String message) {
    System.err.println("ncsn: " + Printable.of(message, LONGEST_COMPLAINT));
  }
}
