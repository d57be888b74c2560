/// Data sets, splits, augmentation and loading of batches: images, event recordings and generated digits.
package org.spikestill.data;
