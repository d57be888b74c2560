/// The model file: network, weights and provenance in one safetensors file, read within bounds and written atomically.
package org.spikestill.model.file;
