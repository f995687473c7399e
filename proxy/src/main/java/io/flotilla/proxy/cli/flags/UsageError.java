package io.flotilla.proxy.cli.flags;

/** A command line that does not follow the syntax; the text is Go's. */
public final class UsageError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UsageError(String text) {
        super(text, null, false, false);
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}
