package org.spikestill.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
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
        fetched.forEach(file -> spec.commandLine()
                .getOut()
                .println("%s, %,d bytes, from %s".formatted(file.name(), file.bytes(), file.address())));
        spec.commandLine().getOut().println(name + " is in " + fetch.folder());
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
