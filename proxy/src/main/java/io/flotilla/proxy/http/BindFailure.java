package io.flotilla.proxy.http;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Words for a failed bind, as Go's {@code net} package has them. */
final class BindFailure {
    private BindFailure() {}

    static String text(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "bind: permission denied";
        }
        if (failure instanceof NoSuchFileException) {
            return "bind: no such file or directory";
        }
        return "bind: " + lowerFirst(failure.getMessage());
    }

    private static String lowerFirst(@Nullable String text) {
        return text == null || text.isEmpty()
                ? "unknown error"
                : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }
}
