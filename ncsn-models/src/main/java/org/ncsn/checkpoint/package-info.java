/** What a training leaves behind: checkpoints of this program and of PyTorch, and weights alone. */
package org.ncsn.checkpoint;
