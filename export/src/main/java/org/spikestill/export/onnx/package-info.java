/// Networks as ONNX graphs: artificial ones, and spiking ones over all their time steps.
package org.spikestill.export.onnx;
