package io.flotilla.proxy.engine;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks one after the other in the order they were added, on whichever thread is there. Lets changes that are
 * decided under a lock be told to others in the same order under no lock.
 */
final class InOrder {
    private static final Logger log = LoggerFactory.getLogger(InOrder.class);
    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();

    /** Puts a task at the end; it runs at the latest when this thread calls {@link #run}. */
    void add(Runnable task) {
        tasks.add(task);
    }

    /** Runs what was added, unless another thread is doing so and will do this too. Holds no lock. */
    void run() {
        if (waiting.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        while (seen != 0) {
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                try {
                    task.run();
                } catch (RuntimeException e) {
                    log.error("task failed unexpectedly", e);
                }
            }
            seen = waiting.addAndGet(-seen);
        }
    }
}
