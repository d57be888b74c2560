/// What a network is: values, files and the arithmetic of neurons; needs the JDK and a JSON parser, nothing native.
module org.spikestill.model {
    requires transitive tools.jackson.databind;
    requires tools.jackson.dataformat.yaml;

    exports org.spikestill.model;
    exports org.spikestill.model.algebra;
    exports org.spikestill.model.encode;
    exports org.spikestill.model.neuron;
    exports org.spikestill.model.settings;
    exports org.spikestill.model.surrogate;
}
