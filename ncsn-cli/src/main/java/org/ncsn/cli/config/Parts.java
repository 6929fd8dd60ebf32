package org.ncsn.cli.config;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ncsn.cli.config.DataConfig.DatasetName;
import org.ncsn.cli.config.ModelConfig.FoundInData;
import org.ncsn.cli.config.OptimConfig.OptimizerName;
import org.ncsn.cli.config.OptimConfig.ScheduleName;
import org.ncsn.cli.config.SamplerConfig.MethodName;
import org.ncsn.cli.config.SdeConfig.ProcessName;
import org.ncsn.cli.config.TrainingConfig.Algorithm;

/** The parts that configs choose from, and whose keys are whose. */
final class Parts {
  /** The moving average of the weights, which a config has or has not. */
  private enum Average implements Part {
    KEPT;

    @Override
    public String chosenBy() {
      return "model.ema: true";
    }

    @Override
    public Set<String> keys() {
      return Set.of("model.ema_rate", "model.ema_warmup");
    }
  }

  private static final List<Part> ALL =
      Stream.of(
              Arrays.stream(RunnerName.values()),
              Arrays.stream(Algorithm.values()),
              Arrays.stream(OptimizerName.values()),
              Arrays.stream(ScheduleName.values()),
              Arrays.stream(DatasetName.values()),
              Arrays.stream(ProcessName.values()),
              Arrays.stream(MethodName.values()),
              Arrays.stream(Average.values()),
              Arrays.stream(UNetConfig.Told.values()),
              Arrays.stream(FoundInData.values()))
          .<Part>flatMap(parts -> parts)
          .toList();

  private Parts() {}

  /** The keys that belong to parts, to none of which that a config has chosen. */
  static Set<String> keysOfOthers(RunnerName runner, ExperimentConfig config) {
    Set<String> keys = keys(ALL.stream());
    keys.removeAll(
        keys(
            Stream.of(
                    Stream.of(
                        runner,
                        config.training().algo(),
                        config.optim().optimizer(),
                        config.optim().schedule(),
                        config.data().dataset()),
                    runner.hasProcess() ? Stream.of(config.sde().process()) : Stream.<Part>empty(),
                    runner == RunnerName.SDE
                        ? Stream.of(config.sampler().method())
                        : Stream.<Part>empty(),
                    runner == RunnerName.SDE && config.unet().classes()
                        ? Stream.of(UNetConfig.Told.CLASSES)
                        : Stream.<Part>empty(),
                    config.model().ema() ? Stream.of(Average.KEPT) : Stream.<Part>empty(),
                    FoundInData.of(runner, config.model()))
                .flatMap(parts -> parts)));
    return keys;
  }

  private static Set<String> keys(Stream<Part> parts) {
    return parts
        .flatMap(part -> part.keys().stream().sorted())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** The choices that a key goes with, for example {@code optim.schedule: cosine or step}. */
  static String withKey(String key) {
    return ALL.stream()
        .filter(part -> part.keys().contains(key))
        .map(Part::chosenBy)
        .collect(Collectors.joining(" or "));
  }
}
