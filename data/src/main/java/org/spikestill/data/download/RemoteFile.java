package org.spikestill.data.download;

import java.net.URI;
import java.util.List;

/// A published file and the proof that a copy of it is right.
///
/// @param address of its publisher
/// @param bytes its length
/// @param sha256 of its content, 64 hexadecimal digits
/// @param members files of an archive, tar under gzip, that a data set reads; empty for a file that is read as it is
public record RemoteFile(URI address, long bytes, String sha256, List<String> members) {
    public RemoteFile {
        members = List.copyOf(members);
    }

    public RemoteFile(String address, long bytes, String sha256, String... members) {
        this(URI.create(address), bytes, sha256, List.of(members));
    }

    /// Last part of the address.
    public String name() {
        String path = address.getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /// Files that lie in the folder of the data set once this one is fetched.
    List<String> results() {
        return members.isEmpty() ? List.of(name()) : members;
    }
}
