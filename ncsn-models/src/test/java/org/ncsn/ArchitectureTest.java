package org.ncsn;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What may know what in this module. */
@AnalyzeClasses(packages = "org.ncsn", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] MODELS = {
    "org.ncsn.nn..",
    "org.ncsn.refinenet..",
    "org.ncsn.resnet..",
    "org.ncsn.evaluation..",
    "org.ncsn.inception..",
    "org.ncsn.noise..",
    "org.ncsn.score..",
    "org.ncsn.loss..",
    "org.ncsn.toy..",
    "org.ncsn.sampler..",
    "org.ncsn.optim..",
    "org.ncsn.data..",
    "org.ncsn.io..",
    "org.ncsn.format..",
    "org.ncsn.checkpoint..",
    "org.ncsn.training..",
    "org.ncsn.classifier..",
    "org.ncsn.unet..",
    "org.ncsn.ode..",
    "org.ncsn.flow..",
    "org.ncsn.likelihood.."
  };

  @ArchTest
  static final ArchRule MODELS_KNOW_NO_ENGINE =
      noClasses()
          .that()
          .resideInAnyPackage(MODELS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.ncsn.backend..", "org.nd4j..", "org.bytedeco..", "ai.djl..", "org.tensorflow..");

  @ArchTest
  static final ArchRule MODELS_DO_NOT_KNOW_THE_COMMAND_LINE =
      noClasses()
          .that()
          .resideInAnyPackage(MODELS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.ncsn.cli..", "com.beust..");

  @ArchTest
  static final ArchRule PACKAGES_BUILD_ON_EACH_OTHER =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("layers")
          .definedBy("org.ncsn.nn..")
          .layer("networks")
          .definedBy("org.ncsn.refinenet..", "org.ncsn.resnet..", "org.ncsn.unet..")
          .layer("noise")
          .definedBy("org.ncsn.noise..")
          .layer("scores")
          .definedBy("org.ncsn.score..")
          .layer("equations")
          .definedBy("org.ncsn.ode..")
          .layer("flows")
          .definedBy("org.ncsn.flow..")
          .layer("likelihoods")
          .definedBy("org.ncsn.likelihood..")
          .layer("losses")
          .definedBy("org.ncsn.loss..")
          .layer("toys")
          .definedBy("org.ncsn.toy..")
          .layer("samplers")
          .definedBy("org.ncsn.sampler..")
          .layer("optimizers")
          .definedBy("org.ncsn.optim..")
          .layer("data")
          .definedBy("org.ncsn.data..")
          .layer("files")
          .definedBy("org.ncsn.io..")
          .layer("formats")
          .definedBy("org.ncsn.format..")
          .layer("checkpoints")
          .definedBy("org.ncsn.checkpoint..")
          .layer("training")
          .definedBy("org.ncsn.training..")
          .layer("classifiers")
          .definedBy("org.ncsn.classifier..")
          .layer("evaluation")
          .definedBy("org.ncsn.evaluation..")
          .layer("inception")
          .definedBy("org.ncsn.inception..")
          .whereLayer("layers")
          .mayNotAccessAnyLayer()
          .whereLayer("networks")
          .mayOnlyAccessLayers("layers", "noise")
          .whereLayer("noise")
          .mayNotAccessAnyLayer()
          .whereLayer("scores")
          .mayOnlyAccessLayers("layers", "noise")
          .whereLayer("equations")
          .mayNotAccessAnyLayer()
          .whereLayer("flows")
          .mayOnlyAccessLayers("layers", "noise", "scores", "equations")
          .whereLayer("likelihoods")
          .mayOnlyAccessLayers("layers", "noise", "scores", "equations", "flows", "data")
          .whereLayer("losses")
          .mayOnlyAccessLayers("layers", "noise", "scores")
          .whereLayer("toys")
          .mayOnlyAccessLayers("layers", "noise", "losses", "data")
          .whereLayer("samplers")
          .mayOnlyAccessLayers("layers", "noise", "scores", "equations", "flows")
          .whereLayer("optimizers")
          .mayNotAccessAnyLayer()
          .whereLayer("files")
          .mayNotAccessAnyLayer()
          .whereLayer("formats")
          .mayOnlyAccessLayers("files")
          .whereLayer("data")
          .mayOnlyAccessLayers("noise", "files", "formats")
          .whereLayer("training")
          .mayOnlyAccessLayers("layers", "losses", "optimizers", "data")
          .whereLayer("evaluation")
          .mayOnlyAccessLayers("layers", "data", "files", "formats")
          .whereLayer("checkpoints")
          .mayOnlyAccessLayers("layers", "optimizers", "data", "files", "formats", "training")
          .whereLayer("classifiers")
          .mayOnlyAccessLayers("layers", "data", "checkpoints", "evaluation")
          .whereLayer("inception")
          .mayOnlyAccessLayers("layers", "evaluation", "data", "files", "formats", "checkpoints");

  /** Logs and messages can be searched wherever they were written. */
  @ArchTest
  static final ArchRule WRITES_NUMBERS_IN_ONE_WAY_EVERYWHERE =
      noClasses()
          .should()
          .callMethod(String.class, "formatted", Object[].class)
          .orShould()
          .callMethod(String.class, "format", String.class, Object[].class)
          .because("both take the digits of the machine's language; name Locale.ROOT");
}
