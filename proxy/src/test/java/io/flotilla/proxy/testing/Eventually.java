package io.flotilla.proxy.testing;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting in tests for what other threads bring about. */
public final class Eventually {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private Eventually() {}

    /** Returns as soon as it is so; fails after 10 s. */
    public static void eventually(String what, BooleanSupplier so) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!so.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("did not happen within " + LIMIT + ": " + what);
            }
            pause(Duration.ofMillis(2));
        }
    }

    /** Waits for things that should not happen. */
    public static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
