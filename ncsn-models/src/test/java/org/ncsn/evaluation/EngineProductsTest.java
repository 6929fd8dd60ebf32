package org.ncsn.evaluation;

import static org.ncsn.tck.Agreement.assertClose;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.random.NoiseSource;
import org.ncsn.tensor.Backend;

class EngineProductsTest {
  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("org.ncsn.TestBackends#engines")
  void areThoseOfJavaAlsoWhereTilesAreNotFull(Backend backend) {
    HostArray one = NoiseSource.seeded(1).normal(DType.FLOAT32, Shape.of(1027, 6));
    HostArray two = NoiseSource.seeded(2).normal(DType.FLOAT32, Shape.of(3, 6));
    try (EngineProducts products = new EngineProducts(backend)) {
      assertClose("products", products.of(one, two), InnerProducts.ofJava().of(one, two), 1e-14);
      assertClose("products", products.of(two, one), InnerProducts.ofJava().of(two, one), 1e-14);
    }
  }
}
