package org.ncsn.backend.djl;

import org.tensorflow.internal.c_api.TF_Operation;

/** The first result of an operation in a graph. */
record GraphValue(TF_Operation operation) {}
