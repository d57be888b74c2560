/// ONNX files: their graphs as values, and their networks in our own form.
///
/// Files come from outside: every count and size is checked against the bytes there are before anything of that size is
/// allocated.
package org.spikestill.export.onnx.read;
