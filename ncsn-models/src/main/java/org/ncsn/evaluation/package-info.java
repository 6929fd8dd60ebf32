/**
 * How good samples are: a network's features of images, their statistics, and distances between
 * those.
 */
package org.ncsn.evaluation;
