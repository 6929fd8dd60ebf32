/**
 * Experiments as YAML files. The records are the schema: a component's name, type and {@link
 * org.ncsn.cli.config.Setting} say what its key may hold, and reader and writer follow them.
 */
package org.ncsn.cli.config;
