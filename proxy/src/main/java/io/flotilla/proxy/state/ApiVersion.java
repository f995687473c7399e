package io.flotilla.proxy.state;

import java.util.Optional;

/** A version of the Docker Engine API, such as 1.41. */
public record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {
    private static final int LONGEST = 9;

    /** Reads {@code 1.41}; empty for anything else. */
    public static Optional<ApiVersion> parse(String text) {
        int dot = text.indexOf('.');
        if (dot < 1 || text.length() > LONGEST || !digits(text, 0, dot) || !digits(text, dot + 1, text.length())) {
            return Optional.empty();
        }
        return Optional.of(
                new ApiVersion(Integer.parseInt(text.substring(0, dot)), Integer.parseInt(text.substring(dot + 1))));
    }

    public static ApiVersion of(int major, int minor) {
        return new ApiVersion(major, minor);
    }

    public boolean below(int otherMinor) {
        return compareTo(new ApiVersion(1, otherMinor)) < 0;
    }

    @Override
    public int compareTo(ApiVersion other) {
        return major != other.major ? Integer.compare(major, other.major) : Integer.compare(minor, other.minor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }

    private static boolean digits(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return from < to;
    }
}
