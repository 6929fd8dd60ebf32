/** A training from its start to its end, and what it leaves in the run folder. */
package org.ncsn.cli.training;
