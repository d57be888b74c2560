/// Architectures by name, as an artificial network, and the activation functions they take.
package org.spikestill.model.architecture;
