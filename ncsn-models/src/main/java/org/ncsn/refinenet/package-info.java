/**
 * The noise conditional score networks of the two papers: RefineNets with dilated residual blocks.
 * RCU, MSF and CRP are RefineNet's residual convolution units, multi-scale fusion and chained
 * residual pooling.
 */
package org.ncsn.refinenet;
