/// The command line: commands whose options are read off settings records, results on standard output, and exit codes.
package org.spikestill.cli;
