package org.spikestill.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.spikestill.data.DataRoot;
import org.spikestill.data.download.PublishedSet;
import org.spikestill.report.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Lists data sets with their places.
@Command(
        name = "list",
        description = "Lists the data sets there are names for, where their files lie and whether they are there.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class DataList implements Callable<Integer> {
    /// Sources that make their samples.
    static final List<String> GENERATED = List.of("strokes", "waves");

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataDir dataDir;

    @Mixin
    private OutputForm form;

    /// @param place of the files, or where they belong
    /// @param there whether they are there
    /// @param fetch the command that fetches them, or the page of the publisher
    private record Entry(String name, Optional<Path> place, boolean there, String fetch) {}

    private record Listing(Path folder, List<Entry> sets) {}

    @Override
    public Integer call() {
        Path root = DataRoot.of(dataDir.path());
        List<Entry> sets =
                PublishedSet.all().stream().map(set -> entry(set, root)).toList();
        List<Entry> generated = GENERATED.stream()
                .map(name -> new Entry(name, Optional.empty(), true, ""))
                .toList();
        Listing listing = new Listing(
                root, Stream.concat(sets.stream(), generated.stream()).toList());
        form.print(spec, listing, () -> text(listing));
        return ExitCode.DONE.code();
    }

    private Entry entry(PublishedSet set, Path root) {
        Optional<Path> place = set.place(root);
        String fetch = set.files().isEmpty() ? "by hand: " + set.home() : "data get " + set.name();
        return new Entry(set.name(), Optional.of(place.orElse(root.resolve(set.folder()))), place.isPresent(), fetch);
    }

    private static String text(Listing listing) {
        TextTable table = new TextTable("data set", "there", "place");
        for (Entry each : listing.sets()) {
            table.row(
                    each.name(),
                    each.place().isEmpty() ? "generated" : each.there() ? "yes" : "no",
                    each.there() ? each.place().map(Path::toString).orElse("") : each.fetch());
        }
        return "data folder " + listing.folder() + "\n\n" + table
                + "\n\nalso data: the path of a folder of pictures, a .csv table or a NumPy array";
    }
}
