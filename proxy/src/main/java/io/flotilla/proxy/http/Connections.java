package io.flotilla.proxy.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** All connections of the front and how many requests run on them. Thread-safe. */
final class Connections {
    private static final long LOOK_AGAIN_MILLIS = 10;

    private final Set<ClientConnection> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger active = new AtomicInteger();
    private final LongAdder requests = new LongAdder();
    private volatile boolean stopping;

    FrontCounts counts() {
        return new FrontCounts(open.size(), active.get(), requests.sum());
    }

    void opened(ClientConnection connection) {
        open.add(connection);
        connection.channel().setCloseListener(c -> open.remove(connection));
        if (stopping) {
            connection.endSoon();
        }
    }

    void requestBegins() {
        requests.increment();
        active.incrementAndGet();
    }

    void requestEnds() {
        active.decrementAndGet();
    }

    /** From now on connections end with their request; idle ones end at once. */
    void stop() {
        stopping = true;
        open.forEach(ClientConnection::endSoon);
    }

    /** Waits until no request runs; false when {@code nanos} pass before. */
    boolean awaitQuiet(long nanos) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        while (active.get() > 0) {
            if (System.nanoTime() >= deadline) {
                return false;
            }
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
        return true;
    }

    void closeAll() {
        open.forEach(ClientConnection::close);
    }
}
