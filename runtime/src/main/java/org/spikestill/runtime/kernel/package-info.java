/// Inner loops of the engine, each as a scalar definition and in vectors that give the same bits.
package org.spikestill.runtime.kernel;
