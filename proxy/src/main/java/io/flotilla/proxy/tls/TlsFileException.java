package io.flotilla.proxy.tls;

/** PEM files that cannot be used. Texts are those of classic Swarm. */
public abstract sealed class TlsFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private TlsFileException(String text) {
        super(text, null, false, false);
    }

    /** The text for users. */
    public String text() {
        return String.valueOf(getMessage());
    }

    /** Certificate and key cannot be read, understood, or do not belong together. */
    public static final class BadKeyPair extends TlsFileException {
        private static final long serialVersionUID = 1L;

        public BadKeyPair(PemFiles files, String reason) {
            super("Couldn't load X509 key pair (" + files.cert() + ", " + files.key() + "): " + reason
                    + ". Key encrypted?");
        }
    }

    /** The CA file cannot be read or has no certificate. */
    public static final class BadAuthority extends TlsFileException {
        private static final long serialVersionUID = 1L;

        public BadAuthority(String reason) {
            super("Couldn't read CA certificate: " + reason);
        }
    }
}
