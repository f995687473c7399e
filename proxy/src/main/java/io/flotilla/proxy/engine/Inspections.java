package io.flotilla.proxy.engine;

import io.flotilla.proxy.lifecycle.Scope;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Inspects containers of one engine, a few at a time and never one twice at a time: a container that the engine has
 * locked up for long holds up nothing but itself.
 */
final class Inspections {
    private static final Logger log = LoggerFactory.getLogger(Inspections.class);
    private static final int AT_A_TIME = 3;

    private final Scope scope;
    private final Consumer<String> inspect;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, CompletableFuture<Void>> waiting = new LinkedHashMap<>();
    private final Set<String> busy = new HashSet<>();
    private int workers;

    /** @param inspect reads one container; blocks; deals with its failures itself */
    Inspections(Scope scope, Consumer<String> inspect) {
        this.scope = scope;
        this.inspect = inspect;
    }

    /** Asks for an inspect that begins from now on; the future ends when it is over, and never fails. */
    CompletableFuture<Void> request(String id) {
        lock.lock();
        try {
            CompletableFuture<Void> wanted = waiting.computeIfAbsent(id, _ -> new CompletableFuture<>());
            if (workers < AT_A_TIME && !busy.contains(id)) {
                workers++;
                scope.start("inspect", this::work);
            }
            return wanted;
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        String id = next("");
        while (!id.isEmpty()) {
            CompletableFuture<Void> over = begin(id);
            try {
                inspect.accept(id);
            } catch (RuntimeException e) {
                log.error("container={} inspect ended by an unexpected error", id, e);
            } finally {
                over.complete(null);
                id = next(id);
            }
        }
    }

    /** Takes the next container that nobody is at; empty when there is none, and then this worker has ended. */
    private String next(String finished) {
        lock.lock();
        try {
            busy.remove(finished);
            for (String id : waiting.keySet()) {
                if (busy.add(id)) {
                    return id;
                }
            }
            workers--;
            return "";
        } finally {
            lock.unlock();
        }
    }

    private CompletableFuture<Void> begin(String id) {
        lock.lock();
        try {
            CompletableFuture<Void> wanted = waiting.remove(id);
            return wanted == null ? new CompletableFuture<>() : wanted;
        } finally {
            lock.unlock();
        }
    }
}
