package org.ncsn.cli.runner;

import java.nio.file.Path;
import java.util.List;
import org.ncsn.cli.output.Console;
import org.ncsn.cli.output.Progress;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.HostArray;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Completes images and writes them: a grid beside the references, and the raw images. */
final class InpaintRun {
  private static final Logger LOG = LoggerFactory.getLogger(InpaintRun.class);

  private final Experiment experiment;
  private final Backend backend;
  private final Console console;

  InpaintRun(Experiment experiment, Backend backend, Console console) {
    this.experiment = experiment;
    this.backend = backend;
    this.console = console;
  }

  /**
   * Completes into a folder: {@code completions.png} and {@code completions.npy}. Ctrl-C writes
   * what is there.
   *
   * @param weights values of the network's parameters
   */
  void into(Path folder, List<HostArray> weights, Completion task) {
    try (ImageFolder target = new ImageFolder(folder);
        Scope scope = Scope.open();
        Interruption interruption = new Interruption();
        Sampling sampling = new Sampling(experiment, backend, task.count());
        Progress progress = Progress.of("inpainting", sampling.steps(), 0, console)) {
      List<Tensor> onEngine = weights.stream().map(backend::tensor).toList();
      Drawn drawn =
          sampling.complete(
              onEngine,
              task,
              (done, level, state) -> {
                progress.step(done, "noise level " + (level + 1));
                return !interruption.requested();
              });
      HostArray images = drawn.orNothing(experiment);
      target.write("completions", images, task.grid(images), task.each() + 2);
      if (interruption.requested()) {
        LOG.warn("Interrupted: the completions are as noisy as the annealing left them");
      }
      LOG.info("Wrote completions.png and completions.npy into {}", folder);
      drawn.requireAll(experiment);
    }
  }
}
