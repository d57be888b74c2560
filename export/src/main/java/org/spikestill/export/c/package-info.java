/// Networks as C99: one file with weights and a step function, without heap, libraries or operating system.
package org.spikestill.export.c;
