/// The report kit: pages of sections, with tables, charts and pictures, in one HTML file that loads nothing.
package org.spikestill.report;
