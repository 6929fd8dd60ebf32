package org.ncsn.backend.djl;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.engine.StandardCapabilities;
import ai.djl.tensorflow.engine.TfNDManager;
import org.ncsn.error.RootCause;
import org.ncsn.error.UserError;
import org.tensorflow.internal.c_api.TFE_Context;
import org.tensorflow.internal.c_api.TFE_Executor;
import org.tensorflow.internal.c_api.global.tensorflow;

/**
 * TensorFlow in this process, through DJL. It is loaded once and stays: its thread pools are the
 * process's, so that the first one to load it chooses how many threads there are.
 */
final class TensorFlowRuntime {
  private static TensorFlowRuntime loaded;

  private final Engine engine;
  private final int threads;
  private final TFE_Context context;
  private final TFE_Executor synchronous = tensorflow.TFE_NewExecutor(false, false, 0);
  private final ThreadLocal<Boolean> prepared = ThreadLocal.withInitial(() -> false);

  private TensorFlowRuntime(Engine engine, int threads) {
    this.engine = engine;
    this.threads = threads;
    try (TfNDManager manager = (TfNDManager) engine.newBaseManager(Device.cpu())) {
      this.context = manager.getEagerSession();
    }
  }

  /**
   * Loads TensorFlow, the first time.
   *
   * @throws UserError if it cannot run here
   */
  static synchronized TensorFlowRuntime load(int threads) {
    if (loaded == null) {
      TensorFlowNatives.prepare();
      System.setProperty("ai.djl.tensorflow.num_intraop_threads", Integer.toString(threads));
      System.setProperty("ai.djl.tensorflow.num_interop_threads", "1");
      try {
        loaded = new TensorFlowRuntime(Engine.getEngine("TensorFlow"), threads);
      } catch (EngineException | LinkageError failure) {
        throw new UserError(
            "backend djl: TensorFlow does not load here: " + RootCause.of(failure), failure);
      }
    }
    return loaded;
  }

  TFE_Context context() {
    return context;
  }

  String version() {
    return engine.getVersion();
  }

  /** Threads that one operation may use. */
  int threads() {
    return threads;
  }

  /**
   * The device that a user named.
   *
   * @throws UserError if there is none like it
   */
  Device device(String name) {
    boolean gpu = engine.getGpuCount() > 0 && engine.hasCapability(StandardCapabilities.CUDA);
    return switch (name) {
      case "cpu" -> Device.cpu();
      case "auto" -> gpu ? Device.gpu() : Device.cpu();
      case "gpu" -> {
        if (!gpu) {
          throw new UserError(
              "device: TensorFlow finds no gpu here; take cpu, or on a machine that has one add"
                  + " org.tensorflow:tensorflow-core-native with classifier linux-x86_64-gpu (ncsn"
                  + " itself: build with -Pcuda)");
        }
        yield Device.gpu();
      }
      default -> throw new IllegalArgumentException("no device is called " + name);
    };
  }

  TfNDManager newManager(Device device) {
    return (TfNDManager) engine.newBaseManager(device);
  }

  /**
   * DJL lets TensorFlow queue eager operations, which reports errors at a later one and keeps
   * released arrays for as long as they wait. Here they are computed when they are called.
   */
  void computeAtOnceOnThisThread() {
    if (!prepared.get()) {
      tensorflow.TFE_ContextSetExecutorForThread(context, synchronous);
      prepared.set(true);
    }
  }
}
