package io.flotilla.proxy.events;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One reader's queue of events. A reader that falls too far behind is cut off, as in classic Swarm, rather than slowing
 * the others or growing without bound.
 */
public final class Subscription implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Subscription.class);
    private static final int CAPACITY = 10_000;

    private final BlockingQueue<Optional<ClusterEvent>> queue = new ArrayBlockingQueue<>(CAPACITY + 1);
    private final Consumer<Subscription> onClose;
    private volatile boolean closed;

    Subscription(Consumer<Subscription> onClose) {
        this.onClose = onClose;
    }

    /** What {@link #next} found. */
    public sealed interface Next {
        record Event(ClusterEvent event) implements Next {}

        /** Nothing came in time. */
        record Nothing() implements Next {}

        /** The subscription was closed, or cut off because its reader was too slow. */
        record Ended() implements Next {}
    }

    /** Waits for the next event. */
    public Next next(Duration patience) throws InterruptedException {
        Optional<ClusterEvent> taken = queue.poll(Math.max(0, patience.toMillis()), TimeUnit.MILLISECONDS);
        if (taken == null) {
            return closed ? new Next.Ended() : new Next.Nothing();
        }
        return taken.<Next>map(Next.Event::new).orElseGet(Next.Ended::new);
    }

    void offer(ClusterEvent event) {
        if (closed) {
            return;
        }
        if (queue.size() >= CAPACITY || !queue.offer(Optional.of(event))) {
            log.warn("event subscriber cut off: it is {} events behind", CAPACITY);
            close();
        }
    }

    /** Ends the subscription and wakes its reader. Twice is fine. */
    @Override
    public void close() {
        closed = true;
        onClose.accept(this);
        while (!queue.offer(Optional.empty())) {
            // Full to the last place: the reader must find the end instead of waiting for it.
            queue.clear();
        }
    }
}
