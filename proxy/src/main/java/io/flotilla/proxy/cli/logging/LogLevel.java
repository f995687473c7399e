package io.flotilla.proxy.cli.logging;

import ch.qos.logback.classic.Level;
import java.util.Locale;
import java.util.Optional;

/** The levels users may name, those of logrus. */
public enum LogLevel {
    DEBUG(Level.DEBUG_INT),
    INFO(Level.INFO_INT),
    WARN(Level.WARN_INT),
    ERROR(Level.ERROR_INT),
    /** Only the line that says why the program ends, which does not go through the logger. */
    FATAL(Level.OFF_INT),
    PANIC(Level.OFF_INT);

    private final int level;

    LogLevel(int level) {
        this.level = level;
    }

    Level level() {
        return Level.toLevel(level);
    }

    /** In any case of letters; {@code warning} is {@code warn}. */
    public static Optional<LogLevel> parse(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "debug" -> Optional.of(DEBUG);
            case "info" -> Optional.of(INFO);
            case "warn", "warning" -> Optional.of(WARN);
            case "error" -> Optional.of(ERROR);
            case "fatal" -> Optional.of(FATAL);
            case "panic" -> Optional.of(PANIC);
            default -> Optional.empty();
        };
    }
}
