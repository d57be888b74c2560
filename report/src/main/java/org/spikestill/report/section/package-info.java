/// Sections of a report, one factory each over result records.
package org.spikestill.report.section;
