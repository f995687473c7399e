package io.flotilla.proxy.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Flags before the command. */
@Command(description = "One Docker Engine API endpoint over many Docker engines")
final class RootFlags {
    static final String DEFAULT_LEVEL = "info";

    @Option(names = "--debug", description = "debug mode [$DEBUG]")
    boolean debug;

    @Option(
            names = {"--log-level", "-l"},
            description = "Log level (options: debug, info, warn, error, fatal, panic)",
            defaultValue = DEFAULT_LEVEL)
    String logLevel = DEFAULT_LEVEL;

    @Option(names = "--experimental", description = "enable experimental features")
    boolean experimental;

    @Option(
            names = {"--help", "-h"},
            description = "show help")
    boolean help;

    @Option(
            names = {"--version", "-v"},
            description = "print the version")
    boolean version;
}
