/** Noise levels and step sizes that are chosen from the data of an experiment. */
package org.ncsn.cli.levels;
