package org.spikestill.export.certificate;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.spikestill.model.file.Digest;

/// A link of a certificate's chain of digests.
///
/// ```
/// seal[i] = SHA-256(seal[i−1], subject, digest)       seal[−1] = ""; texts in UTF-8, a line each
/// ```
///
/// Whoever holds the last seal holds all links: none can be changed, left out or moved.
///
/// @param subject such as `model student.safetensors`
/// @param digest SHA-256 of the subject
/// @param seal of the chain up to here
public record Link(String subject, String digest, String seal) {
    /// A chain under construction. Mutable.
    static final class Chain {
        private final List<Link> links = new ArrayList<>();

        Chain with(String subject, String digest) {
            String before = links.isEmpty() ? "" : links.getLast().seal();
            links.add(new Link(subject, digest, sha256(before + "\n" + subject + "\n" + digest)));
            return this;
        }

        /// A link to a text.
        Chain withText(String subject, String text) {
            return with(subject, sha256(text));
        }

        List<Link> links() {
            return List.copyOf(links);
        }
    }

    private static String sha256(String text) {
        MessageDigest sha = Digest.sha256();
        return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
