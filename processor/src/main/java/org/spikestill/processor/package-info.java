/// The annotation processor that keeps comments of records as resources, from which help texts are made.
package org.spikestill.processor;
