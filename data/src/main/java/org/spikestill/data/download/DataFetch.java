package org.spikestill.data.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.spikestill.data.download.Download.Listener;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.file.Digest;
import org.spikestill.model.settings.InvalidSettings;

/// Fetching of a published data set into its folder. Files that are there and right are kept; those that are not right are
/// named, and left to their owner.
///
/// @param root the data directory
public record DataFetch(PublishedSet set, Path root) {
    /// Files that are not there.
    ///
    /// @throws InvalidFile naming a file that is there and is another one than was published
    public List<RemoteFile> missing() throws IOException {
        List<RemoteFile> missing = new ArrayList<>();
        for (RemoteFile file : set.files()) {
            if (!isThere(file)) {
                missing.add(file);
            }
        }
        return missing;
    }

    private boolean isThere(RemoteFile file) throws IOException {
        return file.members().isEmpty()
                ? isRight(file)
                : file.members().stream().allMatch(name -> Files.isRegularFile(folder().resolve(name)));
    }

    /// Whether the file itself is there, and no other in its place.
    private boolean isRight(RemoteFile file) throws IOException {
        Path place = folder().resolve(file.name());
        if (!Files.exists(place)) {
            return false;
        }
        String found = Digest.of(place);
        if (!found.equals(file.sha256())) {
            throw new InvalidFile(
                    place,
                    "has SHA-256 " + found + ", published was " + file.sha256()
                            + ": move it away, and the same command fetches the right one");
        }
        return true;
    }

    /// The folder of the set.
    public Path folder() {
        return root.resolve(set.folder());
    }

    /// Download of the missing files.
    ///
    /// @return the files fetched
    /// @throws InvalidSettings if the set has no files to fetch
    public List<RemoteFile> fetch(Download download, Listener listener) throws IOException {
        if (set.files().isEmpty()) {
            throw new InvalidSettings("'" + set.name() + "' is fetched by hand: its publisher's page is " + set.home()
                    + ", and its files belong into " + folder());
        }
        List<RemoteFile> missing = missing();
        try {
            Files.createDirectories(folder());
        } catch (IOException e) {
            throw new InvalidFile(folder(), "cannot be made: " + InvalidFile.reason(e), e);
        }
        for (RemoteFile file : missing) {
            Path target = folder().resolve(file.name());
            if (!isRight(file)) {
                download.fetch(file, target, listener);
            }
            if (!file.members().isEmpty()) {
                Archive.unpack(target, folder(), file.members());
                Files.delete(target);
            }
        }
        return missing;
    }
}
