/**
 * File formats: NumPy's arrays, safetensors, and PyTorch's checkpoints, which are read without
 * executing anything in them. Files are written beside their place and moved there when they are
 * whole.
 */
package org.ncsn.checkpoint;
