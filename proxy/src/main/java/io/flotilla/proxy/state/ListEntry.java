package io.flotilla.proxy.state;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A container's entry of {@code /containers/json} as encoded JSON in two halves, around the value of {@code Status},
 * which is the only part that changes with time. Names are prefixed with the node and wildcard port addresses replaced.
 */
public record ListEntry(byte[] beforeStatus, byte[] afterStatus) {

    /** Writes the whole entry with this status text. */
    public void write(OutputStream out, String status) throws IOException {
        out.write(beforeStatus);
        out.write(quoted(status));
        out.write(afterStatus);
    }

    /** By content, so that a list that says nothing new changes nothing. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ListEntry that
                && Arrays.equals(beforeStatus, that.beforeStatus)
                && Arrays.equals(afterStatus, that.afterStatus);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(beforeStatus) + Arrays.hashCode(afterStatus);
    }

    private static byte[] quoted(String status) {
        StringBuilder text = new StringBuilder(status.length() + 2).append('"');
        for (int i = 0; i < status.length(); i++) {
            char c = status.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\');
            }
            text.append(c < ' ' ? ' ' : c);
        }
        return text.append('"').toString().getBytes(StandardCharsets.UTF_8);
    }
}
