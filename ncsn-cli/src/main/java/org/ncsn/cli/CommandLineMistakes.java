package org.ncsn.cli;

import com.beust.jcommander.JCommander;
import com.beust.jcommander.MissingCommandException;
import com.beust.jcommander.ParameterDescription;
import com.beust.jcommander.ParameterException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ncsn.cli.config.NearestName;

/** Says in one line what is wrong with a command line. */
public final class CommandLineMistakes {
  /** JCommander's words for something that it did not expect behind a command. */
  private static final Pattern UNEXPECTED = Pattern.compile("Was passed main parameter '(.*?)' .*");

  /** Flags that mean the same before a command and without one. */
  private static final Set<String> GENERAL = Set.of("--verbose", "--version", "--help");

  private CommandLineMistakes() {}

  /** What to tell about a command line that could not be parsed. */
  public static String explain(JCommander parser, ParameterException mistake) {
    String message = String.valueOf(mistake.getMessage()).lines().findFirst().orElse("");
    Matcher unexpected = UNEXPECTED.matcher(message);
    if (mistake instanceof MissingCommandException missing) {
      return unknown(missing.getUnknownCommand(), parser, parser.getProgramName());
    }
    if (unexpected.matches()) {
      String command = parser.getParsedCommand();
      return unknown(
          unexpected.group(1),
          command == null ? parser : parser.getCommands().get(command),
          parser.getProgramName());
    }
    return message + "; see " + parser.getProgramName() + " --help";
  }

  /**
   * Refuses flags before a command, which would be without effect there.
   *
   * @throws ParameterException if there are any
   */
  static void requireFlagsBehind(String command, JCommander parser) {
    for (ParameterDescription flag : parser.getParameters()) {
      String name = flag.getLongestName();
      if (flag.isAssigned() && !GENERAL.contains(name)) {
        throw new ParameterException(
            name + " has no effect before '" + command + "'; flags of a command go behind it");
      }
    }
  }

  private static String unknown(String argument, JCommander parser, String program) {
    String word = FlagValues.name(argument);
    boolean flag = word.startsWith("-");
    Collection<String> known = flag ? flags(parser) : parser.getCommands().keySet();
    String question = NearestName.question(word, known);
    return "unknown "
        + (flag ? "flag " : "command ")
        + word
        + (question.isEmpty() ? "; see " + program + " --help" : question);
  }

  private static List<String> flags(JCommander parser) {
    return parser.getParameters().stream().map(ParameterDescription::getLongestName).toList();
  }
}
