/**
 * Inception-v3 as it was frozen on 2015-12-05: the network of the Inception score (Salimans et al.
 * 2016) and of the Fréchet Inception distance (Heusel et al. 2017), and where its weights come
 * from.
 */
package org.ncsn.inception;
