package io.flotilla.proxy.testing;

import io.flotilla.proxy.lifecycle.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A clock that only moves when a test says so. Safe for any thread. */
public final class ManualTicker implements Ticker {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Instant start;
    private long nanos;
    private int sleepers;

    public ManualTicker(Instant start) {
        this.start = start;
    }

    @Override
    public Instant now() {
        return start.plusNanos(nanos());
    }

    @Override
    public long nanos() {
        lock.lock();
        try {
            return nanos;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long until = nanos + duration.toNanos();
            sleepers++;
            changed.signalAll();
            try {
                while (nanos < until) {
                    changed.await();
                }
            } finally {
                sleepers--;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Moves the clock and wakes whoever slept until then. */
    public void advance(Duration by) {
        lock.lock();
        try {
            nanos += by.toNanos();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits (in real time, at most 10 s) until so many threads sleep. */
    public void awaitSleepers(int count) {
        lock.lock();
        try {
            long left = Duration.ofSeconds(10).toNanos();
            while (sleepers < count) {
                if (left <= 0) {
                    throw new AssertionError(sleepers + " threads sleep, not " + count);
                }
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            lock.unlock();
        }
    }

    public int sleepers() {
        lock.lock();
        try {
            return sleepers;
        } finally {
            lock.unlock();
        }
    }
}
