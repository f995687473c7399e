package io.flotilla.proxy.cli;

import io.flotilla.proxy.cli.logging.LogLevel;

/** What the flags before the command say to the command. */
record Globals(boolean debug, boolean experimental, LogLevel logLevel) {}
