/// Settings as records: trees, YAML, specs and flags, catalogs of open families, seeds and provenance.
package org.spikestill.model.settings;
