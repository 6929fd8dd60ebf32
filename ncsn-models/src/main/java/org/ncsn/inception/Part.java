package org.ncsn.inception;

import java.util.List;
import java.util.stream.Stream;
import org.ncsn.kernel.PoolWindow;
import org.ncsn.nn.Layer;
import org.ncsn.nn.Parameters;
import org.ncsn.nn.Pass;
import org.ncsn.primitive.Pooling;
import org.ncsn.primitive.Shaping;
import org.ncsn.tensor.Tensor;

/** A part of the network as data, of which a layer is made once it is known what comes in. */
interface Part {
  /** Channels out for so many channels in. */
  int channels(int in);

  /** The layer; its parameters are declared in PyTorch's order. */
  Layer declared(Parameters parameters, int in);

  /** One part after the other. */
  static Part chain(Part... parts) {
    return new Chain(List.of(parts));
  }

  /** Parts of the same images, whose channels are put one behind the other. */
  static Part branches(Part... parts) {
    return new Branches(List.of(parts));
  }

  /** The largest of 3x3 pixels, at every other pixel; nothing is padded. */
  static Part halvingMaximum() {
    return new Maximum(new PoolWindow(3, 2, 0));
  }

  /** The largest of 3x3 pixels at every pixel. */
  static Part maximum() {
    return new Maximum(new PoolWindow(3, 1, 1));
  }

  /** One part after the other. */
  record Chain(List<Part> parts) implements Part {
    @Override
    public int channels(int in) {
      int channels = in;
      for (Part part : parts) {
        channels = part.channels(channels);
      }
      return channels;
    }

    @Override
    public Layer declared(Parameters parameters, int in) {
      Layer all = (pass, x) -> x;
      int channels = in;
      for (Part part : parts) {
        Layer before = all;
        Layer next = part.declared(parameters, channels);
        all = (pass, x) -> next.apply(pass, before.apply(pass, x));
        channels = part.channels(channels);
      }
      return all;
    }
  }

  /** Parts side by side. */
  record Branches(List<Part> parts) implements Part {
    @Override
    public int channels(int in) {
      return parts.stream().mapToInt(part -> part.channels(in)).sum();
    }

    @Override
    public Layer declared(Parameters parameters, int in) {
      List<Layer> layers = parts.stream().map(part -> part.declared(parameters, in)).toList();
      return (pass, x) -> Shaping.concat(3, applied(layers, pass, x).toList());
    }

    private static Stream<Tensor> applied(List<Layer> layers, Pass pass, Tensor x) {
      return layers.stream().map(layer -> layer.apply(pass, x));
    }
  }

  /** The largest pixel of every window, which has no parameters. */
  record Maximum(PoolWindow window) implements Part {
    @Override
    public int channels(int in) {
      return in;
    }

    @Override
    public Layer declared(Parameters parameters, int in) {
      return (pass, x) -> Pooling.max(x, window);
    }
  }
}
