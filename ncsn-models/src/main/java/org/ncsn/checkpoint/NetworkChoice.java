package org.ncsn.checkpoint;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ncsn.array.HostArray;
import org.ncsn.error.UserError;
import org.ncsn.format.StateDict;
import org.ncsn.nn.Network;

/**
 * Finds the network that is wanted among the state dicts of a file. Names may begin with {@code
 * module.}, as those of a network on several devices do, or with whatever the program that was
 * around the network called it.
 */
final class NetworkChoice {
  private static final String WRAPPED = "module.";

  /** More prefixes than a file has networks are somebody's joke. */
  private static final int MOST_PREFIXES = 16;

  /** So many entries are told of. */
  private static final int TOLD = 12;

  private final Path file;
  private final Network network;
  private final Wanted wanted;

  NetworkChoice(Path file, Network network, Wanted wanted) {
    this.file = file;
    this.network = network;
    this.wanted = wanted;
  }

  /**
   * The weights of the network under PyTorch's bare names, and where they stand.
   *
   * @param entry where to look; if it is not said, there must be one place alone, or the first of a
   *     list, which is where the official program puts the network
   * @throws UserError if no place or several hold such a network
   */
  StateDict of(List<StateDict> stateDicts, Optional<String> entry) {
    List<StateDict> candidates = stateDicts.stream().flatMap(this::networks).toList();
    if (candidates.isEmpty()) {
      throw new UserError(file + ": holds no tensors that have names; save a state_dict");
    }
    List<StateDict> eligible = candidates;
    if (entry.isPresent()) {
      eligible = candidates.stream().filter(found -> found.entry().equals(entry.get())).toList();
      if (eligible.isEmpty()) {
        throw new UserError(
            file + ": has no entry '" + entry.get() + "'; there are " + told(candidates));
      }
    }
    List<NetworkFit> fits = eligible.stream().map(found -> NetworkFit.of(found, network)).toList();
    List<StateDict> good =
        fits.stream().filter(NetworkFit::isGood).map(NetworkFit::stateDict).toList();
    if (good.size() == 1 || (!good.isEmpty() && good.get(0).entry().equals("0"))) {
      return good.get(0);
    }
    if (!good.isEmpty()) {
      throw new UserError(
          file
              + ": holds several such networks: "
              + told(good)
              + "; choose one with --entry of ncsn import or ncsn score");
    }
    if (fits.size() == 1) {
      throw fits.get(0).misfit(file, wanted);
    }
    throw new UserError(
        file
            + ": none of its entries is "
            + wanted.name()
            + "; there are "
            + told(candidates)
            + "; "
            + wanted.remedyOfSeveral());
  }

  /** A state dict may hold several networks, under names that begin differently. */
  private Stream<StateDict> networks(StateDict stateDict) {
    Map<String, HostArray> bare = new LinkedHashMap<>();
    stateDict.arrays().forEach((name, array) -> bare.put(without(WRAPPED, name), array));
    Set<String> prefixes = new LinkedHashSet<>();
    String first = network.parameters().get(0).name();
    for (String name : bare.keySet()) {
      if (prefixes.size() < MOST_PREFIXES && name.endsWith("." + first)) {
        prefixes.add(name.substring(0, name.length() - first.length()));
      }
    }
    if (prefixes.isEmpty() || bare.containsKey(first)) {
      return Stream.of(new StateDict(stateDict.entry(), bare));
    }
    return prefixes.stream().map(prefix -> below(prefix, stateDict.entry(), bare));
  }

  private static StateDict below(String prefix, String entry, Map<String, HostArray> arrays) {
    Map<String, HostArray> own = new LinkedHashMap<>();
    arrays.forEach(
        (name, array) -> {
          if (name.startsWith(prefix)) {
            own.put(without(prefix, name), array);
          }
        });
    String name = prefix.substring(0, prefix.length() - 1);
    return new StateDict(entry.isEmpty() ? name : entry + "." + name, own);
  }

  private static String without(String prefix, String name) {
    return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
  }

  private static String told(List<StateDict> entries) {
    String more = entries.size() > TOLD ? " and " + (entries.size() - TOLD) + " more" : "";
    return entries.stream()
        .limit(TOLD)
        .map(found -> found.entry().isEmpty() ? "the file itself" : found.entry())
        .collect(Collectors.joining(", ", "", more));
  }
}
