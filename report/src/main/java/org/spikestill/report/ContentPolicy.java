package org.spikestill.report;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/// The content security policy of a page: no fetch, pictures from the page itself, scripts by digest only.
final class ContentPolicy {
    private ContentPolicy() {}

    /// @param scripts contents of the scripts that may run
    static String of(List<String> scripts) {
        StringBuilder policy = new StringBuilder(
                "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'");
        if (!scripts.isEmpty()) {
            policy.append("; script-src");
            scripts.forEach(
                    script -> policy.append(" 'sha256-").append(sha256(script)).append('\''));
        }
        return policy.toString();
    }

    private static String sha256(String script) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException failure) {
            throw new AssertionError("every Java platform has SHA-256", failure);
        }
    }
}
