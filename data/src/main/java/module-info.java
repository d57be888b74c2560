/// Samples, their order and their augmentation: data sets, splits, event recordings, loading.
module org.spikestill.data {
    requires transitive org.spikestill.model;
    requires java.desktop;

    exports org.spikestill.data;

    uses org.spikestill.data.Augmentation;
    uses org.spikestill.data.DataSource;
}
