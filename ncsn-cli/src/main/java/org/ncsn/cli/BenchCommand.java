package org.ncsn.cli;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.Parameters;
import com.beust.jcommander.ParametersDelegate;
import java.nio.file.Path;
import java.util.List;
import org.ncsn.cli.bench.BenchRun;
import org.ncsn.cli.output.Console;
import org.ncsn.cli.output.Logging;

/** Measures how fast the engines are here. */
@Parameters(
    commandDescription =
        "Measure how fast the engines are here, side by side with PyTorch if wanted")
final class BenchCommand implements Command {
  @Parameter(
      names = "--program",
      order = 1,
      description =
          "What to measure, separated by commas: forward, train, ssm, sample, toy, inception")
  private List<String> programs = List.of("forward");

  @Parameter(
      names = "--config",
      order = 2,
      description = "Config whose network is measured: a path, or a name in configs/")
  private String config = "anneal.yml";

  @Parameter(
      names = "--batch",
      order = 3,
      description =
          "Images in a batch; by default 25 (forward, sample), 128 (train, toy), 64 (ssm), 16"
              + " (inception)")
  private Integer batch;

  @Parameter(
      names = "--backend",
      order = 4,
      description = "Engines, separated by commas; by default all that are here")
  private List<String> backends = List.of();

  @Parameter(
      names = "--precision",
      order = 5,
      description = "float32 or bfloat16, or both, separated by commas")
  private List<String> precisions = List.of("float32");

  @Parameter(
      names = "--convolution",
      order = 6,
      description = "auto, or direct: without the ways that take fewer multiplications")
  private String convolution = "auto";

  @Parameter(names = "--threads", order = 6, description = "Threads of an operation; 0: all")
  private int threads;

  @Parameter(names = "--repeats", order = 7, description = "Timed runs of each")
  private int repeats = 7;

  @Parameter(
      names = "--recompute",
      order = 8,
      description =
          "Training steps compute activations again, and convolutions: less memory, a tenth slower")
  private boolean recompute;

  @Parameter(
      names = "--profile",
      order = 8,
      description =
          "Also say which steps the time goes to, and how near each is to the speed of memory")
  private boolean profile;

  @Parameter(
      names = "--against-pytorch",
      order = 9,
      description = "Measure the same networks in PyTorch, too, in turn with the engines")
  private boolean againstPytorch;

  @Parameter(names = "--python", order = 10, description = "The Python that has PyTorch")
  private String python = "python3";

  @Parameter(names = "--json", order = 11, description = "File to write all figures to")
  private Path json;

  @ParametersDelegate private HelpFlag help = new HelpFlag();

  @Override
  public String name() {
    return "bench";
  }

  @Override
  public String examples() {
    return """
        ncsn bench
        ncsn bench --program forward,train --backend djl --json figures.json
        ncsn bench --program forward --config anneal-cifar10.yml --batch 8 --against-pytorch
        ncsn bench --program sample --precision float32,bfloat16 --backend djl
        ncsn bench --program train --profile
        ncsn bench --program forward,train --config score-sde/mnist.yml --against-pytorch
        ncsn bench --program inception --against-pytorch""";
  }

  @Override
  public boolean helpWanted() {
    return help.wanted();
  }

  @Override
  public void run(Console console, Logging logging) {
    NumberFlag.check("--batch", batch, NumberFlag.MOST_IMAGES);
    NumberFlag.check("--repeats", repeats, 1000);
    new BenchRun(
            new BenchRun.Wanted(
                programs,
                config,
                batch,
                backends,
                precisions,
                convolution,
                threads,
                repeats,
                recompute,
                profile,
                againstPytorch ? python : null))
        .run(console, json);
  }
}
