package org.ncsn.cli;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.Parameters;
import com.beust.jcommander.ParametersDelegate;
import java.nio.file.Path;
import org.ncsn.cli.output.Console;
import org.ncsn.cli.output.Logging;
import org.ncsn.cli.output.RunFolder;
import org.ncsn.cli.report.RunReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes one page about a run. */
@Parameters(
    commandDescription = "Write a page about a run: curves, samples, annealing, config, speed")
final class ReportCommand implements Command {
  private static final Logger LOG = LoggerFactory.getLogger(ReportCommand.class);

  @ParametersDelegate private RunName experiment = new RunName();

  @Parameter(
      names = {"-o", "--output"},
      order = 52,
      description = "File to write; by default report.html in the run's folder of logs")
  private Path output;

  @ParametersDelegate private HelpFlag help = new HelpFlag();

  @Override
  public String name() {
    return "report";
  }

  @Override
  public String examples() {
    return """
        ncsn report --doc mnist
        ncsn report --doc mnist -o mnist.html""";
  }

  @Override
  public boolean helpWanted() {
    return help.wanted();
  }

  @Override
  public void run(Console console, Logging logging) {
    try (RunFolder folder = experiment.open()) {
      Path target = output != null ? output : folder.logs().resolve("report.html");
      RunReport.write(folder, experiment.doc(), target);
      LOG.info("Wrote {}; open it in a browser", target);
    }
  }
}
