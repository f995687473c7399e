package io.flotilla.proxy.api;

import io.flotilla.proxy.failure.ClusterFailure.BadRequest;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A path with at most one variable, such as {@code /containers/{name}/json}. The variable is greedy and may hold slashes,
 * encoded or not ({@code node/name}, {@code host:5000/a/b}); it is decoded once.
 */
record PathPattern(String prefix, Optional<String> suffix) {

    static PathPattern of(String pattern) {
        int open = pattern.indexOf('{');
        if (open < 0) {
            return new PathPattern(pattern, Optional.empty());
        }
        return new PathPattern(
                pattern.substring(0, open), Optional.of(pattern.substring(pattern.indexOf('}', open) + 1)));
    }

    /** The variable's value when the path fits: empty text for a pattern without one. */
    Optional<String> match(String rawPath) {
        if (suffix.isEmpty()) {
            return rawPath.equals(prefix) ? Optional.of("") : Optional.empty();
        }
        String end = suffix.get();
        if (!rawPath.startsWith(prefix)
                || !rawPath.endsWith(end)
                || rawPath.length() <= prefix.length() + end.length()) {
            return Optional.empty();
        }
        return Optional.of(decode(rawPath.substring(prefix.length(), rawPath.length() - end.length())));
    }

    private static String decode(String raw) {
        if (raw.indexOf('%') < 0) {
            return raw;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '%') {
                bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
                continue;
            }
            int high = i + 2 < raw.length() ? Character.digit(raw.charAt(i + 1), 16) : -1;
            int low = i + 2 < raw.length() ? Character.digit(raw.charAt(i + 2), 16) : -1;
            if (high < 0 || low < 0) {
                throw new BadRequest("invalid URL escape in path");
            }
            bytes.write(high * 16 + low);
            i += 2;
        }
        return text(bytes.toByteArray());
    }

    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new BadRequest("invalid URL escape in path");
        }
    }
}
