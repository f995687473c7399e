package io.flotilla.proxy.cli;

/** The program cannot go on; its text becomes the last line and the exit code is 1. */
public final class Fatal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Fatal(String text) {
        super(text, null, false, false);
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}
