package org.ncsn.cli.report;

import java.util.List;

/**
 * All that the page shows, as its script reads it.
 *
 * @param name the experiment
 * @param comment what was said of it, or nothing
 * @param step steps done
 * @param steps steps that were configured
 * @param stepsPerSecond median speed; 0 if it is not known
 * @param batch samples in a step
 * @param curves losses by step, the training's first
 * @param samples pictures drawn while it was trained
 * @param plots addresses of plots
 * @param film the annealing of the last test; {@code null} if there was none
 */
record ReportData(
    String name,
    String comment,
    String runner,
    String dataset,
    String backend,
    String machine,
    String checkpoint,
    String made,
    long step,
    long steps,
    double stepsPerSecond,
    int batch,
    List<Curve> curves,
    List<Shot> samples,
    List<String> plots,
    Film film,
    List<Group> config) {

  /**
   * @param points step and value
   */
  record Curve(String name, List<List<Double>> points) {}

  /**
   * @param source address of the picture
   */
  record Shot(long step, String source) {}

  /**
   * @param source address of the frames, side by side
   */
  record Film(String source, List<String> captions) {}

  /**
   * @param rows key and value
   */
  record Group(String name, List<List<String>> rows) {}
}
