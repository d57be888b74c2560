/// Parts that several studies share.
package org.spikestill.studies;
