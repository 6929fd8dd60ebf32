/**
 * The noise conditional score network of the paper (appendix A): a RefineNet with dilated residual
 * blocks. RCU, MSF and CRP are RefineNet's residual convolution units, multi-scale fusion and
 * chained residual pooling.
 */
package org.ncsn.refinenet;
