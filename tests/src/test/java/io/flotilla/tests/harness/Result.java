package io.flotilla.tests.harness;

/** How a program ended and what it wrote. */
public record Result(String command, int exit, String out, String err) {

    /** The output, of a program that must have succeeded. */
    public String text() {
        if (exit != 0) {
            throw new AssertionError(this);
        }
        return out.strip();
    }

    @Override
    public String toString() {
        return "$ " + command + "\nexit " + exit + "\nout: " + out + "\nerr: " + err;
    }
}
