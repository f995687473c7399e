package io.flotilla.proxy.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flotilla.proxy.engine.EventEffect.Target;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes an engine's events in, notes what they change, and hands them to the listener once the state reflects them, in
 * their order. An event waits a limited time only.
 */
final class EventPump {
    private static final Logger log = LoggerFactory.getLogger(EventPump.class);

    private final Engine engine;
    private final Holdings holdings;
    private final Dirty dirty;
    private final EngineListener listener;
    private final Duration patience;
    private final EventMemory memory = new EventMemory();
    private final BlockingQueue<Waiting> waiting = new LinkedBlockingQueue<>();

    /** An event that waits for a batch; {@code deadline} in {@link System#nanoTime}. */
    private record Waiting(ObjectNode event, long batch, long deadline) {}

    EventPump(Engine engine, Holdings holdings, Dirty dirty, EngineListener listener, Duration patience) {
        this.engine = engine;
        this.holdings = holdings;
        this.dirty = dirty;
        this.listener = listener;
        this.patience = patience;
    }

    EventMemory memory() {
        return memory;
    }

    /** Takes one event in; one thread at a time. */
    void accept(ObjectNode event) {
        if (!memory.isNew(event)) {
            return;
        }
        EventEffect effect = EventEffect.of(event);
        if (effect.target() == Target.CONTAINER_GONE) {
            holdings.containerGone(effect.id());
            dirty.forget(effect.id());
        }
        waiting.add(new Waiting(event, dirty.mark(effect), System.nanoTime() + patience.toNanos()));
    }

    /** Hands events on until interrupted. */
    void deliver() {
        try {
            while (true) {
                Waiting next = waiting.take();
                dirty.awaitDone(next.batch(), Duration.ofNanos(next.deadline() - System.nanoTime()));
                tell(next.event());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(ObjectNode event) {
        try {
            listener.onEvent(engine.view(), event);
        } catch (RuntimeException e) {
            log.error("engine={} listener failed on an event", engine.shownName(), e);
        }
    }
}
