package io.flotilla.proxy.transport;

import io.flotilla.proxy.lifecycle.Ticker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Idle connections of one engine, the one used last on top: a burst leaves few behind and the rest age away. Keeps at
 * most {@link #KEPT}, each at most {@link #OLDEST}. Safe for any thread; sockets are closed outside the lock.
 */
final class ConnectionPool implements AutoCloseable {
    static final int KEPT = 8;
    static final Duration OLDEST = Duration.ofSeconds(60);

    private record Idle(Connection connection, long since) {}

    private final Ticker ticker;
    private final Deque<Idle> stack = new ArrayDeque<>();
    private @Nullable Future<?> sweep;
    private boolean closed;

    ConnectionPool(Ticker ticker) {
        this.ticker = ticker;
    }

    /** The connection that was used last and still lives. */
    Optional<Connection> take() {
        while (true) {
            Idle top;
            synchronized (this) {
                top = stack.pollFirst();
            }
            if (top == null) {
                return Optional.empty();
            }
            Connection connection = top.connection();
            if (!tooOld(top) && !connection.seenClosed()) {
                connection.markReused();
                return Optional.of(connection);
            }
            connection.close();
        }
    }

    /** Keeps a connection on which no exchange is under way. */
    void give(Connection connection) {
        @Nullable Idle surplus = null;
        synchronized (this) {
            if (closed) {
                surplus = new Idle(connection, 0);
            } else {
                stack.addFirst(new Idle(connection, ticker.nanos()));
                if (stack.size() > KEPT) {
                    surplus = stack.pollLast();
                }
                if (sweep == null) {
                    sweep = Timers.after(OLDEST, this::sweep);
                }
            }
        }
        if (surplus != null) {
            surplus.connection().close();
        }
    }

    synchronized int size() {
        return stack.size();
    }

    /** Closes what is too old, so that engines nobody talks to keep no sockets open. */
    void sweep() {
        List<Idle> old = new ArrayList<>();
        synchronized (this) {
            while (!stack.isEmpty() && tooOld(stack.getLast())) {
                old.add(stack.removeLast());
            }
            sweep = stack.isEmpty() || closed ? null : Timers.after(OLDEST, this::sweep);
        }
        old.forEach(idle -> idle.connection().close());
    }

    private boolean tooOld(Idle idle) {
        return ticker.nanos() - idle.since() >= OLDEST.toNanos();
    }

    @Override
    public void close() {
        List<Idle> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(stack);
            stack.clear();
            if (sweep != null) {
                sweep.cancel(false);
                sweep = null;
            }
        }
        all.forEach(idle -> idle.connection().close());
    }
}
