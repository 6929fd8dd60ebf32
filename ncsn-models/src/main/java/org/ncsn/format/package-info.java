/**
 * File formats: NumPy's arrays, safetensors, LMDB's databases, and PyTorch's checkpoints, which are
 * read without executing anything in them. They know no model.
 */
package org.ncsn.format;
