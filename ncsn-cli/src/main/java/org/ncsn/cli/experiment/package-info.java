/** An experiment as a configuration and a runner make it: network, objective, data, samplers. */
package org.ncsn.cli.experiment;
