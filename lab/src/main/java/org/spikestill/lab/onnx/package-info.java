/// ONNX Runtime: networks of other programs at work, and imported ones compared with them.
package org.spikestill.lab.onnx;
