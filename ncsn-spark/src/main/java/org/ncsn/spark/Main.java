package org.ncsn.spark;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.beust.jcommander.JCommander;
import com.beust.jcommander.ParameterException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.ncsn.cli.CommandLineMistakes;
import org.ncsn.cli.FlagValues;
import org.ncsn.cli.Help;
import org.ncsn.cli.HelpFlag;
import org.ncsn.cli.output.Console;
import org.ncsn.cli.signal.Interruption;
import org.ncsn.error.Printable;
import org.ncsn.error.UserError;
import org.ncsn.memory.MemoryShortage;
import org.slf4j.LoggerFactory;

/**
 * The program {@code ncsn spark}: run by the launcher on a cluster in processes of this machine, or
 * by {@code spark-submit} on any other.
 */
public final class Main {
  private static final String SPARK = "org.apache.spark.api.java.JavaSparkContext";
  private static final int FAILED = 1;
  private static final int MISTAKE = 2;
  private static final int LONGEST_COMPLAINT = 4_000;

  private Main() {}

  /** Runs one command and exits: 0 if it succeeded, 2 after a user's mistake, 1 if it failed. */
  public static void main(String[] arguments) {
    int status =
        isSparkHere()
            ? run(Console.standard(), Cluster::open, arguments)
            : complain(
                MISTAKE,
                "there is no Spark 4 on the class path; start it with ./ncsn spark, or by"
                    + " spark-submit");
    if (status != 0) {
      System.exit(status);
    }
  }

  private static boolean isSparkHere() {
    try {
      Class.forName(SPARK, false, Main.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /**
   * Runs one command and returns its exit status.
   *
   * @param clusters where it runs
   */
  static int run(Console console, Clusters clusters, String... arguments) {
    // After Ctrl-C the process ends with the last of these: not before it is said what is saved.
    try (Interruption interruption = new Interruption()) {
      int status = run(interruption, console, clusters, arguments);
      if (interruption.requested()) {
        // Threads of Spark that find it ended write their traces.
        System.setErr(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
      }
      return status;
    }
  }

  private static int run(
      Interruption interruption, Console console, Clusters clusters, String... arguments) {
    List<Command> commands =
        List.of(
            new BenchCommand(clusters),
            new EvaluateCommand(clusters),
            new SampleCommand(clusters),
            new SweepCommand(clusters),
            new TrainCommand(clusters));
    HelpFlag help = new HelpFlag();
    JCommander.Builder builder =
        JCommander.newBuilder().programName("ncsn spark").expandAtSign(false).addObject(help);
    commands.forEach(command -> builder.addCommand(command.name(), command));
    JCommander parser = builder.build();
    try {
      parser.parseWithoutValidation();
      parser.parse(FlagValues.separated(parser, arguments));
      String chosen = parser.getParsedCommand();
      if (chosen == null) {
        usage(parser).lines().forEach(console::line);
        return help.wanted() ? 0 : MISTAKE;
      }
      Command command =
          commands.stream().filter(any -> any.name().equals(chosen)).findFirst().orElseThrow();
      if (command.helpWanted()) {
        Help.of(parser, command.name(), command.examples()).lines().forEach(console::line);
      } else {
        command.run(console);
      }
      console.requireWritten();
      return 0;
    } catch (ParameterException mistake) {
      return complain(MISTAKE, CommandLineMistakes.explain(parser, mistake));
    } catch (UserError mistake) {
      return complain(MISTAKE, mistake.getMessage());
    } catch (MemoryShortage shortage) {
      return complain(MISTAKE, shortage.getMessage() + "; ask for less at once");
    } catch (OutOfMemoryError full) {
      return complain(
          MISTAKE,
          "the driver has too little memory ("
              + full.getMessage()
              + "); give it more with NCSN_JAVA_OPTS=-Xmx..., or spark.driver.memory");
    } catch (JobFailure failure) {
      return failed(interruption, failure.getMessage());
    } catch (RuntimeException | Error failure) {
      LoggerFactory.getLogger(Main.class).debug("Failed", failure);
      return failed(interruption, failure.toString());
    }
  }

  /** Ctrl-C ends Spark, too, which fails then in many ways. */
  private static int failed(Interruption interruption, String how) {
    return interruption.requested()
        ? complain(FAILED, "interrupted; what is saved stays, and the same command goes on with it")
        : complain(FAILED, "failed: " + how);
  }

  /** What there is; what each takes, it says itself. */
  private static String usage(JCommander parser) {
    String commands =
        parser.getCommands().keySet().stream()
            .map(
                name ->
                    String.format(
                        Locale.ROOT,
                        "  %-10s%s%n",
                        name,
                        parser.getUsageFormatter().getCommandDescription(name)))
            .collect(Collectors.joining());
    return "Usage: ncsn spark COMMAND [options]\n\nCommands:\n"
        + commands
        + "\n'ncsn spark COMMAND --help' says what a command takes, with examples.\n";
  }

  private static int complain(int status, String message) {
    System.err.println("ncsn: " + Printable.of(message, LONGEST_COMPLAINT));
    return status;
  }
}
