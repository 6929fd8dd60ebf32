/** What is shown of a trained network: samples, completions, interpolations, neighbours. */
package org.ncsn.cli.show;
