/** Data sets of images, and what happens to images before a network sees them. */
package org.ncsn.data;
