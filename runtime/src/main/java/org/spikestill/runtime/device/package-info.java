/// Chips that compute with integers: their rules, the placement of a network on them, and its emulation bit for bit.
package org.spikestill.runtime.device;
