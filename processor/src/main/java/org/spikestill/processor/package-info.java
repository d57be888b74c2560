/// The annotation processor that keeps the `@param` texts of records as resources, from which help texts are made.
package org.spikestill.processor;
