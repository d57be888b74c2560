/// The event-driven engine. Lowering and kernels are no part of the public face: benchmarks, which are on the class path,
/// see them all the same.
module org.spikestill.runtime {
    requires transitive org.spikestill.model;
    requires static jdk.incubator.vector;

    exports org.spikestill.runtime;
    exports org.spikestill.runtime.device;

    uses org.spikestill.runtime.device.Device;
}
