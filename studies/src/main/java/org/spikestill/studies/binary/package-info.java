/// Binary activations with straight-through gradients (Yin et al., BioCAS 2017).
package org.spikestill.studies.binary;
