/** The kinds of experiments: what each of them trains, by what, and how it samples. */
package org.ncsn.cli.runner;
