package io.flotilla.proxy.engine;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What events said has changed, gathered in batches: while one batch is worked off, the next one grows, so that a burst
 * of events costs few calls. Any thread marks; one thread takes.
 */
final class Dirty {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition marked = lock.newCondition();
    private final Condition finished = lock.newCondition();
    private Batch growing = new Batch(1);
    private long done;

    /** Things to read again; only touched under the lock until it is taken. */
    static final class Batch {
        final long number;
        final Set<String> containers = new LinkedHashSet<>();
        final Set<String> inspect = new LinkedHashSet<>();
        final Set<String> networks = new LinkedHashSet<>();
        final Set<String> volumes = new LinkedHashSet<>();
        boolean images;
        boolean specs;
        private boolean any;

        private Batch(long number) {
            this.number = number;
        }
    }

    /** Adds to the batch that is growing and tells its number; 0, which is done, if there is nothing to do. */
    long mark(EventEffect effect) {
        lock.lock();
        try {
            switch (effect.target()) {
                case NOTHING, CONTAINER_GONE -> {
                    return 0;
                }
                case CONTAINER_LISTED -> growing.containers.add(effect.id());
                case CONTAINER_INSPECTED -> {
                    growing.containers.add(effect.id());
                    growing.inspect.add(effect.id());
                }
                case IMAGES -> growing.images = true;
                case NETWORK -> growing.networks.add(effect.id());
                case VOLUME -> growing.volumes.add(effect.id());
                case SPECS -> growing.specs = true;
            }
            growing.any = true;
            marked.signalAll();
            return growing.number;
        } finally {
            lock.unlock();
        }
    }

    /** A container is gone: nothing about it needs to be read any more. */
    void forget(String container) {
        lock.lock();
        try {
            growing.containers.remove(container);
            growing.inspect.remove(container);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until something is marked and takes the batch. */
    Batch take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!growing.any) {
                marked.await();
            }
            Batch taken = growing;
            growing = new Batch(taken.number + 1);
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** The state reflects this batch and all before it. */
    void done(Batch batch) {
        lock.lock();
        try {
            done = batch.number;
            finished.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until a batch is done, or for so long. */
    void awaitDone(long number, Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = patience.toNanos();
            while (done < number && left > 0) {
                left = finished.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
