package org.ncsn.cli.show;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.ncsn.array.HostArray;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.nn.HostWeights;
import org.ncsn.tensor.Backend;

/** A few letters and digits that stand for all that drawn images depend on. */
final class Origin {
  /** So many make it improbable that two tests in one folder share them. */
  private static final int DIGITS = 12;

  private Origin() {}

  /**
   * @param what is drawn of the experiment
   */
  static String of(Experiment experiment, Backend backend, HostWeights weights, String what) {
    MessageDigest digest = digest();
    digest.update(bytes(what));
    digest.update(bytes(backend.info().toString()));
    digest.update(bytes(experiment.noise().state().toString()));
    digest.update(bytes(experiment.configText(backend.name())));
    Stream.concat(weights.values().stream(), weights.buffers().stream())
        .forEach(array -> update(digest, array));
    return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
  }

  private static byte[] bytes(String text) {
    return (text + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static void update(MessageDigest digest, HostArray array) {
    float[] values = array.floats();
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    digest.update(bytes);
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
