/** What engines share that compute parts of a program with kernels in Java. */
package org.ncsn.lowering;
