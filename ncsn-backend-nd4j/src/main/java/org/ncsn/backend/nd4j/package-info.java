/**
 * The engine ND4J: libnd4j's operations, called through prepared contexts on pooled and planned
 * memory.
 */
package org.ncsn.backend.nd4j;
