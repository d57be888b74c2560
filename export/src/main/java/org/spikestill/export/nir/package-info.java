/// The Neuromorphic Intermediate Representation: graphs as values, their HDF5 files, and the ways to and from our networks.
package org.spikestill.export.nir;
