package io.flotilla.discovery;

/** Everything that makes a discovery impossible from the start. Texts are those of classic Swarm where it has one. */
public abstract sealed class DiscoveryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private DiscoveryException(String text) {
        super(text, null, false, false);
    }

    /** The text for users. */
    public String text() {
        return String.valueOf(getMessage());
    }

    /** No kind of discovery goes by this scheme. */
    public static final class UnknownScheme extends DiscoveryException {
        private static final long serialVersionUID = 1L;
        private final String scheme;

        public UnknownScheme(String scheme) {
            super("discovery service not supported");
            this.scheme = scheme;
        }

        public String scheme() {
            return scheme;
        }
    }

    /** The scheme is known but this program cannot serve it. */
    public static final class SchemeUnavailable extends DiscoveryException {
        private static final long serialVersionUID = 1L;
        private final String scheme;

        /** @param reason why, and what to use instead */
        public SchemeUnavailable(String scheme, String reason) {
            super(scheme + " discovery is not available: " + reason);
            this.scheme = scheme;
        }

        public String scheme() {
            return scheme;
        }
    }

    /** A text that is no {@code host:port}. */
    public static final class BadAddress extends DiscoveryException {
        private static final long serialVersionUID = 1L;
        private final String address;

        public BadAddress(String address, String reason) {
            super("address " + address + ": " + reason);
            this.address = address;
        }

        public String address() {
            return address;
        }
    }

    /** A static list with an entry that is no address; often a URL whose scheme was forgotten. */
    public static final class BadNodeList extends DiscoveryException {
        private static final long serialVersionUID = 1L;

        public BadNodeList(DiscoveryException entry) {
            super(entry.text() + ", please check you are using the correct discovery (missing token:// ?)");
        }
    }

    /** A range pattern that stands for more addresses than any cluster has. */
    public static final class RangeTooLarge extends DiscoveryException {
        private static final long serialVersionUID = 1L;

        public RangeTooLarge(String pattern, int limit) {
            super("range " + pattern + " stands for more than " + limit + " addresses");
        }
    }
}
