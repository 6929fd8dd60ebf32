package org.ncsn.inception;

import java.util.ArrayList;
import java.util.List;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.nn.Buffer;
import org.ncsn.nn.HostWeights;
import org.ncsn.nn.Initializer;
import org.ncsn.nn.Network;
import org.ncsn.nn.Parameter;
import org.ncsn.nn.Parameter.Layout;
import org.ncsn.nn.Parameters;

/**
 * The network's weights as they are published: convolutions without bias and batch norms apart,
 * under torchvision's names.
 */
final class PublishedWeights implements Network {
  /** Added to the variances before their roots divide. */
  private static final double EPSILON = 0.001;

  private static final String KERNEL = ".weight";

  private final Parameters declared = Parameters.empty();
  private final List<Norm> norms = new ArrayList<>();
  private final List<Parameter> classifier = new ArrayList<>();

  /** A convolution and its norm, and where their values are. */
  private record Norm(
      Parameter kernel, Parameter weight, Parameter bias, Buffer mean, Buffer variance) {}

  PublishedWeights() {
    for (Parameter folded : new Inception(InputResize.HALF_PIXEL).parameters()) {
      if (folded.layout() == Layout.KERNEL) {
        norms.add(declare(folded));
      } else if (folded.name().startsWith(Inception.CLASSIFIER)) {
        classifier.add(redeclared(folded));
      }
    }
  }

  private Norm declare(Parameter kernel) {
    String unit = kernel.name().substring(0, kernel.name().length() - KERNEL.length());
    Shape channels = Shape.of(kernel.shape().extent(3));
    Parameters own = declared.at(unit);
    Parameters norm = own.at("bn");
    return new Norm(
        own.at("conv").declare("weight", kernel.shape(), Layout.KERNEL, kernel.initializer()),
        norm.declare("weight", channels, Layout.SAME, Initializer.constant(1)),
        norm.declare("bias", channels, Layout.SAME, Initializer.constant(0)),
        norm.declareBuffer("running_mean", channels, 0),
        norm.declareBuffer("running_var", channels, 1));
  }

  private Parameter redeclared(Parameter parameter) {
    return declared.declare(
        parameter.name(), parameter.shape(), parameter.layout(), parameter.initializer());
  }

  @Override
  public List<Parameter> parameters() {
    return declared.list();
  }

  @Override
  public List<Buffer> buffers() {
    return declared.buffers();
  }

  /**
   * Weights of {@link Inception}: with {@code s = weight / sqrt(variance + eps)} the kernel times s
   * and the bias {@code bias - mean s}, computed in double precision and rounded once.
   */
  HostWeights folded(HostWeights published, DType dtype) {
    List<HostArray> values = new ArrayList<>();
    for (Norm norm : norms) {
      HostArray weight = published.values().get(norm.weight.index());
      HostArray bias = published.values().get(norm.bias.index());
      HostArray mean = published.buffers().get(norm.mean.index());
      HostArray variance = published.buffers().get(norm.variance.index());
      double[] scales = new double[weight.shape().intSize()];
      double[] shifts = new double[scales.length];
      for (int i = 0; i < scales.length; i++) {
        scales[i] = weight.at(i) / Math.sqrt(variance.at(i) + EPSILON);
        shifts[i] = bias.at(i) - mean.at(i) * scales[i];
      }
      values.add(scaled(published.values().get(norm.kernel.index()), scales, dtype));
      values.add(HostArray.of(bias.shape(), shifts).to(dtype));
    }
    classifier.forEach(
        parameter -> values.add(published.values().get(parameter.index()).to(dtype)));
    return new HostWeights(values, List.of());
  }

  /** A kernel {@code [kH,kW,Cin,Cout]}, whose last axis runs fastest. */
  private static HostArray scaled(HostArray kernel, double[] scales, DType dtype) {
    double[] scaled = new double[kernel.shape().intSize()];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = kernel.at(i) * scales[i % scales.length];
    }
    return HostArray.of(kernel.shape(), scaled).to(dtype);
  }
}
