package org.spikestill.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.spikestill.data.DataReview;
import org.spikestill.data.DataSource;
import org.spikestill.model.file.AtomicFile;
import org.spikestill.report.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Checks data before they are trained on.
@Command(
        name = "check",
        description = {
            "Looks at every sample of data: counts and balance of classes, sizes and modes of pictures, broken files, and"
                    + " samples of equal content in two parts.",
            "Ends with exit code 4 if there are broken files, or samples in two parts."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class DataCheck implements Callable<Integer> {
    /// Rows of a listing of many.
    private static final int ROWS = 20;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "PATH", description = "Path of data, or the name of a data set.")
    private DataSource source;

    @Mixin
    private DataDir dataDir;

    @Option(
            names = "--sheet",
            paramLabel = "FILE",
            description = "Also write a contact sheet, an HTML page with the first pictures of each class.")
    private Optional<Path> sheet;

    @Mixin
    private OutputForm form;

    /// The review without its pictures.
    private record Result(
            String data,
            boolean clean,
            List<DataReview.Part> parts,
            Map<String, Long> sizes,
            Map<String, Long> modes,
            long turned,
            DataReview.Duplicates duplicates,
            List<String> broken) {}

    @Override
    public Integer call() throws IOException {
        sheet.ifPresent(page -> AtomicFile.check("--sheet", page, source.files(dataDir.path())));
        DataReview review = DataReview.of(source, dataDir.path());
        form.print(spec, result(review), () -> text(review));
        if (sheet.isPresent()) { // figures come first
            ContactSheet.of(review).write(sheet.get());
        }
        return (review.isClean() ? ExitCode.DONE : ExitCode.CHECK_FAILED).code();
    }

    private static Result result(DataReview review) {
        return new Result(
                review.data(),
                review.isClean(),
                review.parts(),
                review.sizes(),
                review.modes(),
                review.turned(),
                review.duplicates(),
                review.broken());
    }

    private static String text(DataReview review) {
        StringBuilder text = new StringBuilder(review.data());
        review.parts().forEach(part -> text.append("\n  ").append(part(part)));
        text.append("\n\n").append(counts(review.parts()));
        text.append("\n\nsizes: ").append(listed(review.sizes()));
        if (!review.modes().isEmpty()) {
            text.append("\nmodes: ").append(listed(review.modes()));
            text.append("\nturned upright by EXIF: %,d".formatted(review.turned()));
        }
        text.append("\nsamples that repeat another of their part: %,d"
                .formatted(review.duplicates().withinParts()));
        text.append("\ncontents in two parts: %,d".formatted(review.duplicates().acrossParts()));
        review.duplicates().named().forEach(group -> text.append("\n  ").append(String.join(" = ", group)));
        text.append("\nbroken: %,d".formatted(review.broken().size()));
        review.broken().stream().limit(ROWS).forEach(line -> text.append("\n  ").append(line));
        return text.toString();
    }

    private static String part(DataReview.Part part) {
        String samples = "%s: %,d samples".formatted(part.name(), part.samples());
        if (part.counts().size() < 2) {
            return samples;
        }
        String balance = Double.isFinite(part.imbalance())
                ? "the largest class has %.1f times the samples of the smallest".formatted(part.imbalance())
                : "a class has none";
        return samples + " of " + part.counts().size() + " classes, " + balance;
    }

    private static TextTable counts(List<DataReview.Part> parts) {
        TextTable table =
                new TextTable(Stream.concat(Stream.of("class"), parts.stream().map(DataReview.Part::name))
                        .toArray(String[]::new));
        parts.stream()
                .flatMap(part -> part.counts().keySet().stream())
                .distinct()
                .limit(ROWS)
                .forEach(name -> table.row(row(name, parts)));
        return table;
    }

    private static Object[] row(String name, List<DataReview.Part> parts) {
        return Stream.concat(
                        Stream.of(name.isEmpty() ? "(none)" : name),
                        parts.stream().map(part -> "%,d".formatted(part.counts().getOrDefault(name, 0L))))
                .toArray();
    }

    private static String listed(Map<String, Long> counts) {
        String shown = counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(ROWS)
                .map(each -> "%s (%,d)".formatted(each.getKey(), each.getValue()))
                .collect(Collectors.joining(", "));
        return counts.size() > ROWS ? shown + " and %,d more".formatted(counts.size() - ROWS) : shown;
    }
}
