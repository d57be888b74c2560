/// Published data sets: where their files come from, and fetching them whole over a connection that breaks.
package org.spikestill.data.download;
