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
 * @param distances how far samples of checkpoints are from images, by step
 * @param evaluation what was found of samples; {@code null} if nothing was
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
    List<Curve> distances,
    Evaluation evaluation,
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
   * @param rows name and value
   * @param confusion a row a class that is shown; empty if it is not known
   * @param neighbours pictures of samples and what is nearest to them
   */
  record Evaluation(
      long step,
      List<List<String>> rows,
      List<List<Integer>> confusion,
      List<Picture> neighbours) {}

  /**
   * @param source address of the picture
   */
  record Picture(String title, String source) {}

  /**
   * @param rows key and value
   */
  record Group(String name, List<List<String>> rows) {}
}
