package io.flotilla.proxy.lifecycle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owner of virtual threads and of what must be closed to wake them.
 *
 * <p>Closing runs the registered closers (last first), interrupts the threads and waits for them until a deadline;
 * what is left then is named in the log. Closing twice is fine. Threads may be started from any thread until closed.
 */
public final class Scope implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Scope.class);
    private static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(5);

    private final String name;
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final List<AutoCloseable> closers = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    public Scope(String name) {
        this.name = name;
    }

    public boolean closed() {
        return closed;
    }

    /** Registers something to close with the scope; on a closed scope it is closed at once. */
    public void onClose(AutoCloseable closer) {
        closers.add(closer);
        if (closed && closers.remove(closer)) {
            closeQuietly(closer);
        }
    }

    /** Starts a named virtual thread. Ignored once the scope is closed. */
    public void start(String task, Runnable body) {
        if (closed) {
            return;
        }
        Thread thread = Thread.ofVirtual().name(name + "/" + task).unstarted(() -> {
            try {
                body.run();
            } catch (RuntimeException e) {
                if (!closed) {
                    log.error("task={} of={} ended by an unexpected error", task, name, e);
                }
            } finally {
                threads.remove(Thread.currentThread());
            }
        });
        threads.add(thread);
        thread.start();
        if (closed) {
            thread.interrupt();
        }
    }

    @Override
    public void close() {
        close(DEFAULT_DEADLINE);
    }

    /** Closes with a deadline of its own. */
    public void close(Duration deadline) {
        if (closed) {
            return;
        }
        closed = true;
        List<AutoCloseable> reversed = new ArrayList<>(closers).reversed();
        closers.clear();
        reversed.forEach(this::closeQuietly);
        threads.forEach(Thread::interrupt);
        awaitThreads(System.nanoTime() + deadline.toNanos());
    }

    private void awaitThreads(long deadlineNanos) {
        for (Thread thread : threads) {
            if (thread.equals(Thread.currentThread())) {
                continue;
            }
            try {
                long left = deadlineNanos - System.nanoTime();
                if (left <= 0 || !thread.join(Duration.ofNanos(left))) {
                    log.warn("scope={} thread={} still runs after the deadline", name, thread.getName());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void closeQuietly(AutoCloseable closer) {
        try {
            closer.close();
        } catch (Exception e) {
            log.debug("scope={} closer failed: {}", name, e.toString());
        }
    }
}
