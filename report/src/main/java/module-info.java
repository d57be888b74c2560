/// Reports of results: plain result records, and the kit that draws them as one HTML file.
module org.spikestill.report {
    requires transitive org.spikestill.model;
    requires java.desktop;

    exports org.spikestill.report;
    exports org.spikestill.report.energy;
    exports org.spikestill.report.result;
    exports org.spikestill.report.section;
}
