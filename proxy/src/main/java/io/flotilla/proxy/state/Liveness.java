package io.flotilla.proxy.state;

import java.time.Duration;
import java.time.Instant;

/**
 * Where a container is in its life.
 *
 * @param startedAt {@link Instant#EPOCH} if it never started
 * @param finishedAt {@link Instant#EPOCH} if it never ended
 * @param health {@code starting}, {@code healthy}, {@code unhealthy}, or {@code none} without a health check
 */
public record Liveness(RunState state, int exitCode, Instant startedAt, Instant finishedAt, String health) {

    public Liveness shifted(Duration delta) {
        if (delta.isZero()) {
            return this;
        }
        return new Liveness(state, exitCode, shift(startedAt, delta), shift(finishedAt, delta), health);
    }

    /** The zero time means "never" and must not move with the clock. */
    private static Instant shift(Instant time, Duration delta) {
        return time.equals(Instant.EPOCH) ? time : time.plus(delta);
    }
}
