/// Which samples a network sees, in which order, and how they are augmented: data sets, splits, event recordings, loading.
module org.spikestill.data {
    requires transitive org.spikestill.model;
    requires java.desktop;

    exports org.spikestill.data;

    uses org.spikestill.data.Augmentation;
    uses org.spikestill.data.DataSource;
}
