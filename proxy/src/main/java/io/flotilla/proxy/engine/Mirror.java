package io.flotilla.proxy.engine;

import io.flotilla.proxy.state.ObjectTable;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One engine's images, networks or volumes in the cluster's table. Reads of the engine may overlap: none overwrites what
 * a later one found. The reads are given as suppliers, run under no lock, and may throw. Any thread.
 */
final class Mirror<T> {
    private final ObjectTable<T> table;
    private final String engine;
    private final Function<T, String> key;
    private final ReentrantLock lock = new ReentrantLock();
    private final Ledger ledger = new Ledger();
    private boolean closed;

    Mirror(ObjectTable<T> table, String engine, Function<T, String> key) {
        this.table = table;
        this.engine = engine;
        this.key = key;
    }

    /** Reads all objects. */
    void readAll(Supplier<List<T>> read) {
        long ticket = begin();
        try {
            List<T> found = read.get();
            lock.lock();
            try {
                apply(ticket, found);
            } finally {
                lock.unlock();
            }
        } finally {
            end(ticket);
        }
    }

    /** Reads one object; {@code read} finds nothing if it is gone. */
    Optional<T> readOne(String id, Supplier<Optional<T>> read) {
        long ticket = begin();
        try {
            Optional<T> found = read.get();
            lock.lock();
            try {
                if (!closed && ledger.admits(id, ticket)) {
                    found.ifPresentOrElse(this::show, () -> table.remove(engine, id));
                    ledger.note(id, ticket);
                }
                return table.get(engine, id);
            } finally {
                lock.unlock();
            }
        } finally {
            end(ticket);
        }
    }

    /** Forgets everything; reads under way find no place for what they bring. */
    void clear() {
        lock.lock();
        try {
            long ticket = ledger.begin();
            apply(ticket, List.of());
            ledger.end(ticket);
        } finally {
            lock.unlock();
        }
    }

    /** Nothing is written any more from here on. */
    void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    private void apply(long ticket, List<T> found) {
        if (closed) {
            return;
        }
        Set<String> listed = new HashSet<>();
        for (T object : found) {
            String id = key.apply(object);
            listed.add(id);
            if (ledger.admits(id, ticket)) {
                show(object);
            }
        }
        for (T known : List.copyOf(table.of(engine))) {
            String id = key.apply(known);
            if (!listed.contains(id) && ledger.admits(id, ticket)) {
                table.remove(engine, id);
            }
        }
        ledger.noteAll(ticket);
    }

    private void show(T object) {
        if (!table.get(engine, key.apply(object)).equals(Optional.of(object))) {
            table.put(object);
        }
    }

    private long begin() {
        lock.lock();
        try {
            return ledger.begin();
        } finally {
            lock.unlock();
        }
    }

    private void end(long ticket) {
        lock.lock();
        try {
            ledger.end(ticket);
        } finally {
            lock.unlock();
        }
    }
}
