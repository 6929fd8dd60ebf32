package org.ncsn.cli;

import com.beust.jcommander.JCommander;
import com.beust.jcommander.ParameterException;
import com.beust.jcommander.ParametersDelegate;
import org.ncsn.cli.output.Console;
import org.ncsn.error.UserError;

/**
 * The command that trains, with all its flags, for programs that take the steps elsewhere. Runs are
 * begun and gone on with as by the command line, and their folders are like any other.
 */
public final class TrainingCommand {
  @ParametersDelegate private Options options = new Options();

  /** Whether the flags ask for help. */
  public boolean helpWanted() {
    return options.help.wanted();
  }

  /**
   * The command of some flags.
   *
   * @throws UserError if they are no flags of a training
   */
  public static TrainingCommand of(String... flags) {
    TrainingCommand command = new TrainingCommand();
    try {
      JCommander.newBuilder().addObject(command).expandAtSign(false).build().parse(flags);
    } catch (ParameterException e) {
      throw new UserError(e.getMessage(), e);
    }
    return command;
  }

  /** Threads of this process's engine, if no flag says how many. */
  public void usualThreads(int threads) {
    if (options.threads == 0) {
      options.threads = threads;
    }
  }

  /**
   * Refuses what is no training.
   *
   * @throws UserError if flags ask for samples
   */
  public void check() {
    if (options.trained()) {
      throw new UserError(
          "--test, --sample and --fast_fid look at trained networks; leave them out to train one");
    }
    options.check();
  }

  /**
   * Begins a training, or goes on with one.
   *
   * @param trainers where its steps are taken
   * @throws UserError for what a user can mend
   */
  public void run(Console console, Trainers trainers) {
    check();
    new ExperimentCommand(options, trainers).run(console, file -> {});
  }
}
