package org.spikestill.data.download;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.spikestill.model.settings.InvalidSettings;

/// A published data set: the name it is read under, its folder, its publisher's page and its files.
///
/// @param name of the data source
/// @param folder below the data directory
/// @param home page of the publisher
/// @param files to fetch; empty where the publisher asks for a form, a licence or a browser
public record PublishedSet(String name, String folder, String home, List<RemoteFile> files) {
    public PublishedSet {
        files = List.copyOf(files);
    }

    public PublishedSet(String name, String folder, String home, RemoteFile... files) {
        this(name, folder, home, List.of(files));
    }

    /// All sets that sources read under names.
    public static List<PublishedSet> all() {
        return PublishedSets.ALL;
    }

    /// @throws InvalidSettings naming the sets there are
    public static PublishedSet named(String name) {
        return all().stream()
                .filter(each -> each.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidSettings("'" + name + "' is no published data set: name one of "
                        + all().stream().map(PublishedSet::name).toList()));
    }

    /// The folder that holds the set, if there is one: all files of a set that can be fetched, or the folder of another.
    ///
    /// @param root the data directory
    public Optional<Path> place(Path root) {
        List<String> wanted =
                files.stream().flatMap(file -> file.results().stream()).toList();
        return List.of(root.resolve(folder), root).stream()
                .filter(place -> wanted.isEmpty()
                        ? !place.equals(root) && Files.isDirectory(place)
                        : wanted.stream().allMatch(name -> holds(place, name)))
                .findFirst();
    }

    /// A file as published, or unpacked.
    private static boolean holds(Path folder, String name) {
        return Files.isRegularFile(folder.resolve(name))
                || name.endsWith(".gz") && Files.isRegularFile(folder.resolve(name.substring(0, name.length() - 3)));
    }
}
