package io.flotilla.proxy.events;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flotilla.proxy.engine.EngineListener;
import io.flotilla.proxy.lifecycle.Ticker;
import io.flotilla.proxy.state.EngineView;
import io.flotilla.proxy.state.StateListener;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Hands every event of every engine, and the manager's own, to all subscribers. Publishing never blocks. */
public final class EventBus implements EngineListener, StateListener {
    private final Ticker ticker;
    private final Set<Subscription> subscriptions = ConcurrentHashMap.newKeySet();

    public EventBus(Ticker ticker) {
        this.ticker = ticker;
    }

    @Override
    public void onEvent(EngineView engine, ObjectNode event) {
        if (!subscriptions.isEmpty()) {
            publish(ClusterEvent.of(engine, event));
        }
    }

    @Override
    public void engineChanged(EngineTransition transition, EngineView now) {
        publish(ClusterEvent.of(now, transition, ticker.now()));
    }

    /** Starts receiving; close it to end. */
    public Subscription subscribe() {
        Subscription subscription = new Subscription(subscriptions::remove);
        subscriptions.add(subscription);
        return subscription;
    }

    /** Number of open subscriptions, as {@code docker info} shows it. */
    public int listeners() {
        return subscriptions.size();
    }

    private void publish(ClusterEvent event) {
        subscriptions.forEach(s -> s.offer(event));
    }
}
