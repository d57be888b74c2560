/// Networks in the formats of other programs, written and read.
@SuppressWarnings("requires-automatic")
module org.spikestill.export {
    requires transitive org.spikestill.model;
    requires transitive org.spikestill.runtime;
    requires com.google.protobuf;
    requires io.jhdf;

    exports org.spikestill.export;
    exports org.spikestill.export.c;
    exports org.spikestill.export.certificate;
    exports org.spikestill.export.nir;
    exports org.spikestill.export.onnx;

    uses org.spikestill.export.Exporter;
    uses org.spikestill.export.Importer;
}
