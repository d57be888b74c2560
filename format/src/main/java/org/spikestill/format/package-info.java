/// The check, and on request the change, of the layout of every source file.
package org.spikestill.format;
