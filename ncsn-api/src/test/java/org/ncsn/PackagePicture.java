package org.ncsn;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Packages from the ground up, and whom each knows: a line a package, arrows up on their own. */
final class PackagePicture {
  private static final String ROOT = "org.ncsn.";

  private PackagePicture() {}

  /** The picture that a package's documentation draws. */
  static String drawnIn(Path packageInfo) throws IOException {
    String text = Files.readString(packageInfo);
    return text.substring(text.indexOf("<pre>\n") + 6, text.indexOf(" * </pre>"))
        .lines()
        .map(line -> line.substring(3))
        .collect(Collectors.joining("\n"));
  }

  /** The same classes as they are, packages in the order of a drawing; new ones above. */
  static String of(JavaClasses classes, String drawing) {
    List<String> drawn =
        drawing.lines().map(line -> line.split(" ", 2)[0]).filter(name -> !name.isEmpty()).toList();
    List<String> order =
        Stream.concat(
                drawn.stream(),
                classes.stream().map(JavaClass::getPackageName).map(PackagePicture::name))
            .distinct()
            .filter(
                name -> classes.stream().anyMatch(one -> name(one.getPackageName()).equals(name)))
            .toList();
    return order.stream()
        .flatMap(from -> lines(from, order, known(classes, from)))
        .collect(Collectors.joining("\n"));
  }

  private static Stream<String> lines(String from, List<String> order, Set<String> known) {
    int place = order.indexOf(from);
    String down = names(known, name -> order.indexOf(name) < place);
    String up = names(known, name -> order.indexOf(name) > place);
    String first = down.isEmpty() ? from : "%-9s -> %s".formatted(from, down);
    return up.isEmpty() ? Stream.of(first) : Stream.of(first, "%-9s => %s".formatted("", up));
  }

  private static String names(Set<String> known, Predicate<String> chosen) {
    return known.stream().filter(chosen).collect(Collectors.joining(", "));
  }

  private static Set<String> known(JavaClasses classes, String from) {
    return classes.stream()
        .filter(one -> name(one.getPackageName()).equals(from))
        .flatMap(one -> one.getDirectDependenciesFromSelf().stream())
        .map(Dependency::getTargetClass)
        .map(JavaClass::getPackageName)
        .filter(name -> name.startsWith(ROOT))
        .map(PackagePicture::name)
        .filter(name -> !name.equals(from))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String name(String fullName) {
    return fullName.substring(ROOT.length());
  }
}
