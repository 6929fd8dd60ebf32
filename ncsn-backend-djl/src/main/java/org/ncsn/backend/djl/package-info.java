/** The backend that computes with TensorFlow through DJL. */
package org.ncsn.backend.djl;
