/// Networks in the formats of other programs, written and read.
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"})
module org.spikestill.export {
    requires transitive org.spikestill.model;
    requires transitive org.spikestill.runtime;
    requires transitive com.google.protobuf;
    requires io.jhdf;

    exports org.spikestill.export;
    exports org.spikestill.export.c;
    exports org.spikestill.export.certificate;
    exports org.spikestill.export.nir;
    exports org.spikestill.export.onnx;
    exports org.spikestill.export.onnx.read;
    exports org.spikestill.export.pytorch;

    uses org.spikestill.export.Exporter;
    uses org.spikestill.export.Importer;
}
