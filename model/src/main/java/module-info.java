/// Networks as values: layers, neurons, surrogates, encoders, weights, and how they are written to files.
module org.spikestill.model {
    requires transitive tools.jackson.databind;
    requires tools.jackson.dataformat.yaml;

    exports org.spikestill.model;
    exports org.spikestill.model.algebra;
    exports org.spikestill.model.architecture;
    exports org.spikestill.model.encode;
    exports org.spikestill.model.file;
    exports org.spikestill.model.neuron;
    exports org.spikestill.model.settings;
    exports org.spikestill.model.surrogate;

    uses org.spikestill.model.architecture.Architecture;
    uses org.spikestill.model.encode.Encoder;
    uses org.spikestill.model.neuron.Neuron;
    uses org.spikestill.model.surrogate.Surrogate;
}
