/// Samples, their order and their augmentation: data sets, splits, event recordings, loading.
@SuppressWarnings("requires-automatic") // the reader of EXIF has no module declaration
module org.spikestill.data {
    requires transitive org.spikestill.model;
    requires java.desktop;
    requires java.net.http;
    requires com.drew.metadata;
    requires tools.jackson.dataformat.csv;

    exports org.spikestill.data;
    exports org.spikestill.data.download;

    uses org.spikestill.data.Augmentation;
    uses org.spikestill.data.DataSource;
}
