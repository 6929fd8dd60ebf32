package org.ncsn.cli.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ncsn.cli.config.ConfigReader;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.nn.Network;

/** The configs of score SDEs describe the networks that were published. */
class PublishedUNetsTest {
  private static final Path FOLDER = Path.of("../configs/score-sde");

  @ParameterizedTest
  @CsvSource({
    "vp/ddpm_cifar10,                        35218947",
    "vp/ddpm_cifar10_continuous,             35218947",
    "vp/ddpm_cifar10_unconditional,          34890243", // without two linear layers
    "ve/cifar10_ddpm,                        35218947",
    "subvp/cifar10_ddpm_continuous,          35218947",
    "vp/cifar10_ddpmpp,                      61804419",
    "vp/cifar10_ddpmpp_continuous,           61804419",
    "subvp/cifar10_ddpmpp_deep_continuous,  106632579",
    "vp/cifar10_ncsnpp,                      62693251",
    "vp/cifar10_ncsnpp_deep_continuous,     107521411",
    "ve/cifar10_ncsnpp,                      62693251",
    "ve/celeba_ncsnpp,                       62693251",
    "ve/cifar10_ncsnpp_continuous,           62758915",
    "ve/cifar10_ncsnpp_deep_continuous,     107587075",
    "vp/ddpm_bedroom,                       111569923",
    "vp/ddpm_church,                        111569923",
    "vp/ddpm_celebahq,                      111569923",
    "ve/bedroom_ncsnpp_continuous,           65574549",
    "ve/church_ncsnpp_continuous,            65574549",
    "ve/celebahq_256_ncsnpp_continuous,      65574549",
    "ve/ffhq_256_ncsnpp_continuous,          65574549",
    "ve/celebahq_ncsnpp_continuous,         105785896",
    "ve/ffhq_ncsnpp_continuous,             105785896"
  })
  void haveThePublishedNumberOfParameters(String name, long published) {
    ExperimentConfig config = ConfigReader.read(FOLDER.resolve(name + ".yml"));
    Network network = Runners.ofConfig(config).network(config);
    // PyTorch counts random frequencies, too, which are not trained.
    long trained = network.parameters().stream().mapToLong(any -> any.shape().size()).sum();
    long drawn = network.buffers().stream().mapToLong(any -> any.shape().size()).sum();

    assertThat(trained + drawn).isEqualTo(published);
  }
}
