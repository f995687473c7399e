package io.flotilla.proxy.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One command: its flags are fields, read by picocli before {@link #run}. */
abstract class Verb {
    @Option(
            names = {"--help", "-h"},
            hidden = true)
    boolean help;

    @Parameters(hidden = true)
    List<String> positionals = new ArrayList<>();

    /**
     * Does what the command is for; returning is success.
     *
     * @throws Fatal if it cannot
     */
    abstract void run(Globals globals, Surroundings surroundings);

    /** Whether failures go to standard error as plain lines instead of to standard output as log lines. */
    boolean plainFailures() {
        return false;
    }
}
