/** The residual network without noise levels that plain score matching is tried with. */
package org.ncsn.resnet;
