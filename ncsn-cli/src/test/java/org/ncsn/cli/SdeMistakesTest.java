package org.ncsn.cli;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ncsn.cli.config.TestConfig;

/** What cannot be asked of score SDEs. */
class SdeMistakesTest {
  @TempDir private static Path folder;
  private static Commands commands;

  @BeforeAll
  static void train() {
    commands = Commands.in(folder);
    commands.train(SdeConfigs.quick());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --sampler euler | --sampler must be one of pc, ddim, dpm_solver, heun, ode, found 'euler'
          --steps 0       | --steps must be from 1 to 10000, found 0
          --eta 2         | --eta must be from 0 to 1, found 2.0
          --tolerance 0   | --tolerance must be more than 0 and less than 1, found 0.0
          --class -1      | --class: classes are numbered from 0, found -1
          --guidance -1   | --guidance must be from 0 to 1000, found -1.0
          --guidance 1    | sampler.guidance (--guidance): this network is told no classes; lead it by --classifier, or train one with unet.classes: true
          --colorize      | --colorize: this experiment's images are grey (data.channels: 1), and so are its samples; use one of images with 3 channels
          --encode --inpaint | --inpaint and --encode are two tests; choose one of them
          --encode --classifier a | --classifier: leads samples, and --encode draws none; leave one of them out
          --classifier a  | --classifier: a is an experiment of SdeRunner; choose one of NoisyClassifierRunner
          --step_lr 1     | --step_lr: is of Langevin dynamics; SdeRunner takes --sampler, --steps and --eta
          --sampler pc --steps 5 | sampler.steps (--steps): linear rate: 5 steps are too few for a rate up to 20.0; take more steps than that, or choose another sampler.method
          """)
  void refusesFlagsThatCannotBe(String flags, String complaint) {
    commands.mistake(flags, complaint);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sde.process             | subvp | sampler.predictor: ancestral_sampling goes through a chain of levels, which sub-VP has not; choose euler_maruyama or reverse_diffusion
          sde.num_scales          | 20    | sde.num_scales: each of N levels replaces beta_max / N of the data by noise, so there must be more than sde.beta_max (20.0), found 20
          sde.sigma_max           | 10    | sde.sigma_max has no effect here, it goes with sde.process: ve; remove the key
          unet.attn_resolutions   | 5     | unet.attn_resolutions: there are no features 5 pixels wide; the network has widths 8 to 4, each half the one before
          unet.ch_mult            | [1, 1, 1, 1, 1] | unet.ch_mult: 5 sizes halve the image 4 times, which 8 pixels (data.image_size) cannot be; list fewer, or choose another size
          unet.ch_mult            | []    | unet.ch_mult is empty; it holds at least one number
          unet.ch_mult            | [1, x]| unet.ch_mult must be a whole number, found 'x'
          unet.nf                 | 6     | unet.nf: 18 channels, in one feature or two together, cannot be normalized in 4 equal groups; choose a multiple of 4, and unet.ch_mult accordingly
          unet.scale_by_sigma     | true  | unet.scale_by_sigma: divides by the noise of sde.process: ve, and this is vp; remove the key
          unet.class_dropout      | 0.2   | unet.class_dropout has no effect here, it goes with unet.classes: true; remove the key
          unet.conv_shortcut      | true  | unet.conv_shortcut: is of DDPM's blocks; set unet.resblock_type: ddpm, or remove the key
          sampler.only_class      | 3     | sampler.only_class (--class): this network is told no classes; lead it by --classifier, or train one with unet.classes: true
          sampler.eps             | 1     | sampler.eps must be above 0 and below 1, found 1.0
          sampler.snr             | 0     | sampler.snr must be above 0, found 0.0
          sampler.eta             | 0.5   | sampler.eta has no effect here, it goes with sampler.method: ddim; remove the key
          sde.likelihood_weighting| 1     | sde.likelihood_weighting must be true or false, found '1'
          training.algo           | ssm   | training.algo has no effect here, it goes with --runner AnnealRunner or --runner NCSNRunner or --runner BaselineRunner or --runner ScoreNetRunner or --runner ToyRunner; remove the key
          """)
  void refusesWhatCannotBe(String key, String value, String complaint) {
    TestConfig wrong =
        SdeConfigs.quick()
            .with("sampler.method", "pc")
            .with("sampler.predictor", "ancestral_sampling")
            .with(key, value);
    BadCommandTest.assertMistake(
        commands.attempt("--config", commands.file(wrong), "--doc", "b"), complaint);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sde.process              | subvp | sde.continuous: sub-VP has no levels; set it to true
          sde.likelihood_weighting | true  | sde.likelihood_weighting: weighs continuous times; set sde.continuous: true, or remove the key
          unet.embedding_type      | fourier | unet.embedding_type: fourier sees continuous numbers; set sde.continuous: true, or take positional
          sampler.steps            | 2000  | sampler.steps (--steps): a sampler goes through at most all 1000 levels, found 2000
          """)
  void refusesWhatLevelsCannotBe(String key, String value, String complaint) {
    TestConfig wrong = SdeConfigs.quick().with("sde.continuous", false).with(key, value);
    BadCommandTest.assertMistake(
        commands.attempt("--config", commands.file(wrong), "--doc", "b"), complaint);
  }
}
