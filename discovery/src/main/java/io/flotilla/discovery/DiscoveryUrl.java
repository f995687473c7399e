package io.flotilla.discovery;

/**
 * The {@code <discovery>} argument of the commands: {@code scheme://rest}. Without {@code ://} the scheme is
 * {@code nodes}, as in classic Swarm.
 *
 * @param rest everything behind {@code ://}; its meaning depends on the scheme
 */
public record DiscoveryUrl(String scheme, String rest) {
    private static final String SEPARATOR = "://";

    /** The scheme of a plain list of addresses. */
    public static final String NODES = "nodes";

    public static DiscoveryUrl parse(String text) {
        int at = text.indexOf(SEPARATOR);
        return at < 0
                ? new DiscoveryUrl(NODES, text)
                : new DiscoveryUrl(text.substring(0, at), text.substring(at + SEPARATOR.length()));
    }

    @Override
    public String toString() {
        return scheme + SEPARATOR + rest;
    }
}
