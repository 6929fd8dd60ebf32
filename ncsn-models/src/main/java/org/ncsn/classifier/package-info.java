/**
 * Networks that tell what images show, and one of digits that is trained already: what samples are
 * measured by where nothing shall be downloaded.
 */
package org.ncsn.classifier;
