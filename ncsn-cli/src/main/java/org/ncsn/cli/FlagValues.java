package org.ncsn.cli;

import com.beust.jcommander.JCommander;
import com.beust.jcommander.ParameterDescription;
import com.beust.jcommander.ParameterException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Values of flags, which may be given behind an equals sign: {@code --doc=a}. */
public final class FlagValues {
  private FlagValues() {}

  /**
   * The same command line with every value in an argument of its own.
   *
   * @throws ParameterException if a flag is given a value that takes none
   */
  public static String[] separated(JCommander parser, String... arguments) {
    JCommander scope = parser;
    List<String> separated = new ArrayList<>();
    for (int i = 0; i < arguments.length; i++) {
      String argument = arguments[i];
      String name = name(argument);
      Optional<ParameterDescription> flag = flag(scope, name);
      boolean joined = flag.isPresent() && name.length() < argument.length();
      if (joined && !takesValue(flag.get())) {
        throw new ParameterException(name + " takes no value");
      }
      separated.add(joined ? name : argument);
      if (joined) {
        separated.add(argument.substring(name.length() + 1));
      } else if (flag.isPresent() && takesValue(flag.get()) && i + 1 < arguments.length) {
        separated.add(arguments[++i]); // whatever it looks like
      } else if (scope.getCommands().containsKey(argument)) {
        scope = scope.getCommands().get(argument);
      }
    }
    return separated.toArray(String[]::new);
  }

  /** What stands before the first equals sign of a flag; anything else as it is. */
  static String name(String argument) {
    int sign = argument.startsWith("-") ? argument.indexOf('=') : -1;
    return sign < 0 ? argument : argument.substring(0, sign);
  }

  private static Optional<ParameterDescription> flag(JCommander scope, String name) {
    return scope.getParameters().stream()
        .filter(flag -> List.of(flag.getParameter().names()).contains(name))
        .findFirst();
  }

  private static boolean takesValue(ParameterDescription flag) {
    Class<?> type = flag.getParameterized().getType();
    return type != boolean.class && type != Boolean.class;
  }
}
