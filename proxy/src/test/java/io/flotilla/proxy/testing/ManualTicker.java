package io.flotilla.proxy.testing;

import io.flotilla.proxy.lifecycle.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A clock that only moves when a test says so. Safe for any thread. */
public final class ManualTicker implements Ticker {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Instant start;
    private long nanos;
    private final List<Long> wakeTimes = new ArrayList<>();

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
            wakeTimes.add(until);
            changed.signalAll();
            try {
                while (nanos < until) {
                    changed.await();
                }
            } finally {
                wakeTimes.remove((Long) until);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Moves the clock and returns when all who slept until then are awake. */
    public void advance(Duration by) {
        lock.lock();
        try {
            nanos += by.toNanos();
            changed.signalAll();
            while (wakeTimes.stream().anyMatch(until -> until <= nanos)) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits (in real time, at most 10 s) until so many threads sleep. */
    public void awaitSleepers(int count) {
        lock.lock();
        try {
            long left = Duration.ofSeconds(10).toNanos();
            while (wakeTimes.size() < count) {
                if (left <= 0) {
                    throw new AssertionError(wakeTimes.size() + " threads sleep, not " + count);
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
            return wakeTimes.size();
        } finally {
            lock.unlock();
        }
    }
}
