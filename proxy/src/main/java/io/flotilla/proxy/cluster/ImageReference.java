package io.flotilla.proxy.cluster;

import java.util.Optional;

/**
 * What a user typed for an image, in the short form engines list: no {@code docker.io/library/}, tag {@code latest} when
 * neither tag nor digest is given.
 *
 * @param repository such as {@code busybox} or {@code host:5000/a/b}
 * @param tag empty when a digest is given
 * @param digest such as {@code sha256:…}; empty when a tag is given
 */
public record ImageReference(String repository, String tag, String digest) {
    private static final String[] DEFAULT_PREFIXES = {
        "docker.io/library/", "index.docker.io/library/", "docker.io/", "index.docker.io/", "library/"
    };

    public static ImageReference parse(String text) {
        String rest = text;
        for (String prefix : DEFAULT_PREFIXES) {
            if (rest.startsWith(prefix) && rest.length() > prefix.length()) {
                rest = rest.substring(prefix.length());
                break;
            }
        }
        int at = rest.indexOf('@');
        if (at > 0) {
            return new ImageReference(withoutTag(rest.substring(0, at)), "", rest.substring(at + 1));
        }
        String repository = withoutTag(rest);
        String tag = repository.length() == rest.length() ? "latest" : rest.substring(repository.length() + 1);
        return new ImageReference(repository, tag, "");
    }

    /** As engines list it: {@code repository:tag} or {@code repository@digest}. */
    public String listed() {
        return digest.isEmpty() ? repository + ":" + tag : repository + "@" + digest;
    }

    /** Lower-case hex digits of an id or id prefix, with or without {@code sha256:}; empty if this cannot be an id. */
    public static Optional<String> hex(String text) {
        String digits = text.startsWith("sha256:") ? text.substring("sha256:".length()) : text;
        boolean hex = !digits.isEmpty()
                && digits.length() <= 64
                && digits.chars().allMatch(c -> "0123456789abcdef".indexOf(c) >= 0);
        return hex ? Optional.of(digits) : Optional.empty();
    }

    private static String withoutTag(String text) {
        int colon = text.lastIndexOf(':');
        return colon > text.lastIndexOf('/') ? text.substring(0, colon) : text;
    }
}
