package io.flotilla.proxy.lifecycle;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Waiting times that double from {@code first} up to {@code cap}, each with up to 25 % of random shortening. */
public record Backoff(Duration first, Duration cap) {
    private static final int LARGEST_SHIFT = 20;

    public Backoff {
        if (first.isNegative() || first.isZero() || cap.compareTo(first) < 0) {
            throw new IllegalArgumentException("back-off needs 0 < first <= cap, got " + first + " and " + cap);
        }
    }

    /** Pause before the next try after {@code failures} failures in a row (1 or more). */
    public Duration pause(int failures, RandomGenerator random) {
        int shift = Math.clamp(failures - 1L, 0, LARGEST_SHIFT);
        long nanos = Math.min(cap.toNanos(), first.toNanos() << shift);
        if (nanos <= 0) {
            nanos = cap.toNanos();
        }
        return Duration.ofNanos(nanos - random.nextLong(nanos / 4 + 1));
    }
}
