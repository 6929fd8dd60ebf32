/**
 * Pictures of any size as data sets of images of one size: finding them in folders, archives and
 * LMDB files, decoding, cropping and resizing, all on demand.
 */
package org.ncsn.data.image;
