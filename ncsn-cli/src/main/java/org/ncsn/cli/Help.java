package org.ncsn.cli;

import com.beust.jcommander.JCommander;

/** The texts of {@code --help}. */
public final class Help {
  private static final String INTRODUCTION =
      """
      Score-based generative modelling: trains noise conditional score networks
      and samples from them by annealed Langevin dynamics.

      """;

  private static final String EXAMPLES =
      """

      Examples:
        ncsn quickstart                                   digits in a few minutes
        ncsn --config anneal.yml --doc mnist              train on MNIST
        ncsn --doc mnist --resume_training                go on where it stopped
        ncsn --test --doc mnist -o samples                sample from what was trained
        ncsn --test --inpaint --doc mnist -o completed    complete halves of test images
        ncsn --test --doc sde --class 7 --guidance 2      sevens, of a network that is told classes
        ncsn --test --doc sde --classifier c --class 7    led by a classifier of noisy images
        ncsn --test --colorize --doc sde -o coloured      colours for test images known in grey
        ncsn --test --encode --doc sde -o codes           images, their latents, and back
        ncsn --config anneal.yml --doc m2 --backend nd4j  on another engine
        ncsn --config baseline.yml --doc baseline         the paper's baseline
        ncsn --runner ToyRunner --config toy.yml --doc t  the paper's experiments in the plane
        ncsn levels --config anneal.yml                   the noise levels that its data ask for
        ncsn report --doc mnist                           a page about the run: report.html
        ncsn backends                                     which engines are here

      Exit status: 0 done, 1 failed, 2 something to mend in the command, the config or a file,
      130 (143) after Ctrl-C (or a polite kill), with a checkpoint saved or the samples written.\
      """;

  private Help() {}

  static String of(JCommander parser) {
    StringBuilder text = new StringBuilder(INTRODUCTION);
    parser.setColumnSize(100);
    parser.getUsageFormatter().usage(text);
    return text.append(EXAMPLES).toString();
  }

  /**
   * That of a command.
   *
   * @param examples of its use, one a line
   */
  public static String of(JCommander parser, String command, String examples) {
    StringBuilder text = new StringBuilder();
    parser.setColumnSize(100);
    parser.getUsageFormatter().usage(command, text);
    boolean requires =
        parser.getCommands().get(command).getParameters().stream()
            .anyMatch(flag -> flag.getParameter().required());
    String legend = requires ? "\n  * must be given\n" : "";
    return text + legend + "\nExamples:\n" + examples.indent(2).stripTrailing();
  }
}
