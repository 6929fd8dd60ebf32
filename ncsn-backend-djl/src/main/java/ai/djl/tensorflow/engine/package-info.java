/** A door into DJL's TensorFlow engine, whose array constructor is visible in its package alone. */
package ai.djl.tensorflow.engine;
