/// Networks on their way out and in: the families of export formats and of importers.
package org.spikestill.export;
