package io.flotilla.proxy.lifecycle;

import java.time.Duration;
import java.time.Instant;

enum SystemTicker implements Ticker {
    INSTANCE;

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        Thread.sleep(duration);
    }
}
