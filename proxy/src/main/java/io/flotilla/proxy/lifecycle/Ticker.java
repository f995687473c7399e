package io.flotilla.proxy.lifecycle;

import java.time.Duration;
import java.time.Instant;

/** The clock of the manager. Everything that waits or reads the time gets one, so that tests can drive it. */
public interface Ticker {

    /** Wall-clock time, for what users and engines see. */
    Instant now();

    /** Monotonic nanoseconds, for deadlines and durations. */
    long nanos();

    /** Blocks the calling thread; ends early only by interruption. */
    void sleep(Duration duration) throws InterruptedException;

    /** The machine's clocks. */
    static Ticker system() {
        return SystemTicker.INSTANCE;
    }
}
