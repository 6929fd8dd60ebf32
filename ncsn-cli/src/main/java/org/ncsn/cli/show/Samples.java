package org.ncsn.cli.show;

import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.experiment.Presentation;
import org.ncsn.cli.experiment.TestRun;

/** Samples, as the experiment presents them. */
public record Samples() implements TestMode {
  @Override
  public void check(Experiment experiment) {
    experiment.generation(); // complains if there are none
  }

  @Override
  public void show(TestRun run) {
    try (Presentation presentation = run.experiment().presentation(run.backend())) {
      presentation.test(run);
    }
  }
}
