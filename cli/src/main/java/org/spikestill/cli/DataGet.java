package org.spikestill.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.spikestill.data.DataRoot;
import org.spikestill.data.download.DataFetch;
import org.spikestill.data.download.Download;
import org.spikestill.data.download.PublishedSet;
import org.spikestill.data.download.RemoteFile;
import org.spikestill.lab.progress.Pace;
import org.spikestill.model.InvalidFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Fetches a published data set.
@Command(
        name = "get",
        description = {
            "Fetches a published data set from its official source and checks it by SHA-256.",
            "What is there is kept, and a fetch that was cut goes on where it ended."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class DataGet implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "NAME",
            completionCandidates = Names.class,
            description = "Data set: ${COMPLETION-CANDIDATES}.")
    private String name;

    @Mixin
    private DataDir dataDir;

    @Option(names = "--offline", description = "Fetch nothing: check what is there, and name what is not.")
    private boolean offline;

    @Mixin
    private OutputForm form;

    /// @param fetched files that were not there before
    private record Result(String name, Path folder, List<Fetched> fetched) {
        String text() {
            return Stream.concat(
                            fetched.stream()
                                    .map(file -> "%s, %,d bytes, from %s"
                                            .formatted(file.name(), file.bytes(), file.address())),
                            Stream.of(name + " is in " + folder))
                    .collect(Collectors.joining(System.lineSeparator()));
        }
    }

    private record Fetched(String name, long bytes, String address) {}

    /// The sets that can be fetched.
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return PublishedSet.all().stream()
                    .filter(set -> !set.files().isEmpty())
                    .map(PublishedSet::name)
                    .iterator();
        }
    }

    DataGet(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Path root = DataRoot.of(dataDir.path());
        DataFetch fetch = new DataFetch(PublishedSet.named(name), root);
        if (offline) {
            refuseMissing(fetch);
        }
        List<RemoteFile> fetched;
        try (Display display = terminal.display(spec.commandLine().getErr())) {
            Map<RemoteFile, Pace> paces = new HashMap<>();
            fetched = fetch.fetch(
                    new Download(),
                    (file, bytes) -> display.advance(paces.computeIfAbsent(file, _ -> new Pace(bytes, 0))
                            .advance(file.name(), bytes, file.bytes())));
        }
        Result result = new Result(
                name,
                fetch.folder(),
                fetched.stream()
                        .map(file -> new Fetched(file.name(), file.bytes(), String.valueOf(file.address())))
                        .toList());
        form.print(spec, result, result::text);
        return ExitCode.DONE.code();
    }

    private static void refuseMissing(DataFetch fetch) throws IOException {
        List<String> missing = fetch.missing().stream().map(RemoteFile::name).toList();
        if (!missing.isEmpty()
                || fetch.set().files().isEmpty()
                        && fetch.set().place(fetch.root()).isEmpty()) {
            throw new InvalidFile(
                    fetch.folder(),
                    (missing.isEmpty() ? "is not there" : "lacks " + missing)
                            + ", and --offline fetches nothing: leave it out, or bring the files from "
                            + fetch.set().home());
        }
    }
}
