/// Lowering: from a network to a flat program of operations over numbered buffers.
package org.spikestill.runtime.lower;
