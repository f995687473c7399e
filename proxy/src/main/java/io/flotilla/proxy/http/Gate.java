package io.flotilla.proxy.http;

import java.io.InterruptedIOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets threads wait for the next of a row of openings, without losing one: read {@link #openings} first, start whatever
 * causes the opening, then wait for a later one.
 */
final class Gate {
    static final long FOREVER = Long.MAX_VALUE;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition opened = lock.newCondition();
    private long openings;

    long openings() {
        lock.lock();
        try {
            return openings;
        } finally {
            lock.unlock();
        }
    }

    void open() {
        lock.lock();
        try {
            openings++;
            opened.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until the gate was opened after {@code seen}; false when {@code nanos} passed before. {@link #FOREVER} waits
     * without limit.
     */
    boolean awaitAfter(long seen, long nanos) throws InterruptedIOException {
        lock.lock();
        try {
            long left = nanos;
            while (openings == seen) {
                if (nanos == FOREVER) {
                    opened.await();
                } else if (left <= 0) {
                    return false;
                } else {
                    left = opened.awaitNanos(left);
                }
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for a client");
        } finally {
            lock.unlock();
        }
    }
}
