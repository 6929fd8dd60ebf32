/**
 * Residual networks: one without noise levels that plain score matching is tried with, and a wide
 * one that says of which class noisy images are.
 */
package org.ncsn.resnet;
