package io.flotilla.proxy.engine;

import io.flotilla.proxy.lifecycle.Ticker;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/** A pause that can be cut short. One thread waits, any thread rings; a ring that nobody waits for ends the next wait. */
final class Alarm {
    private final Semaphore rings = new Semaphore(0);
    private final Ticker ticker;

    Alarm(Ticker ticker) {
        this.ticker = ticker;
    }

    void ring() {
        rings.release();
    }

    /** Forgets rings that nobody waited for. */
    void silence() {
        rings.drainPermits();
    }

    /** Returns after this time, or earlier when the alarm rings. */
    void await(Duration pause) throws InterruptedException {
        Thread sleeper = Thread.ofVirtual().name("alarm").start(() -> {
            try {
                ticker.sleep(pause);
                rings.release();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt(); // woken otherwise
            }
        });
        try {
            rings.acquire();
            rings.drainPermits();
        } finally {
            sleeper.interrupt();
        }
    }
}
