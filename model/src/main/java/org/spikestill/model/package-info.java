/// Networks as values: layers, shapes, weights by node and role, and the errors of files and networks.
package org.spikestill.model;
