package io.flotilla.proxy.state;

import java.util.Locale;

/** State of a container, in the engine's words. */
public enum RunState {
    CREATED,
    RUNNING,
    PAUSED,
    RESTARTING,
    REMOVING,
    EXITED,
    DEAD;

    /** From the {@code State} of a list entry; an unknown word counts as exited. */
    public static RunState of(String word) {
        for (RunState state : values()) {
            if (state.word().equals(word)) {
                return state;
            }
        }
        return EXITED;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a process exists, as {@code docker ps} without {@code -a} understands it. */
    public boolean running() {
        return this == RUNNING || this == PAUSED || this == RESTARTING;
    }
}
