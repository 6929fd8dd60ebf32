/** How good samples are: what is behind the commands {@code evaluate} and {@code statistics}. */
package org.ncsn.cli.evaluation;
