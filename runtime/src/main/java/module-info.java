/// How a network runs, event by event, in floats or in the integers of a chip.
module org.spikestill.runtime {
    requires transitive org.spikestill.model;
    requires static jdk.incubator.vector;

    exports org.spikestill.runtime;
    exports org.spikestill.runtime.kernel;
    exports org.spikestill.runtime.lower;
}
