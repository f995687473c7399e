package io.flotilla.proxy.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flotilla.proxy.engine.reading.EngineFacts;
import io.flotilla.proxy.engine.reading.SpecsReader.Reading;
import io.flotilla.proxy.lifecycle.Scope;
import io.flotilla.proxy.lifecycle.Ticker;
import io.flotilla.proxy.transport.TransportException;
import io.flotilla.proxy.wire.Json;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * From connecting to an engine until its events break off: validates, subscribes, lists, then keeps up. One at a time.
 *
 * <p>Subscribing comes before listing, and events are asked for from before the subscription on, so that there is no
 * moment of which neither tells.
 */
final class EngineSession {
    private final Engine engine;
    private final EngineClient client;
    private final Holdings holdings;
    private final FullReader reader;
    private final EventPump events;
    private final Upkeep upkeep;
    private final Alarm alarm;
    private final Scope scope;
    private final Ticker ticker;
    private volatile boolean connected;

    /** Parts of a session that outlive it. */
    record Parts(Engine engine, EngineClient client, Holdings holdings, FullReader reader, EventPump events) {}

    EngineSession(Parts parts, Upkeep upkeep, Alarm alarm, Scope scope, Ticker ticker) {
        this.engine = parts.engine();
        // Until all is read an answer alone is no sign of health: another engine may be there now.
        this.client = parts.client().reportingTo(CallOutcomes.failuresOnly(parts.engine()));
        this.holdings = parts.holdings();
        this.reader = parts.reader();
        this.events = parts.events();
        this.upkeep = upkeep;
        this.alarm = alarm;
        this.scope = scope;
        this.ticker = ticker;
    }

    /** Whether the last session got as far as watching. */
    boolean wasConnected() {
        return connected;
    }

    /** Runs until the events end or the engine is unhealthy; the exception tells why unless health does. */
    void run() throws InterruptedException {
        connected = false;
        if (engine.view().specs().isEmpty()) {
            // Nobody known is there: either this is the first contact, or another engine has taken the address.
            holdings.clear();
            events.memory().forget();
        }
        client.ping();
        upkeep.begin();
        EngineFacts before = FullReader.facts(engine.view());
        Reading reading = reader.specs(client);
        if (!engine.described(reading, HostAddress.of(engine.view().address()))) {
            return;
        }
        events.memory().beginAt(Json.time(Json.text(reading.specs().info(), "SystemTime")));
        try (EventFeed feed = client.events(events.memory().since())) {
            AtomicReference<Optional<TransportException>> ended = new AtomicReference<>();
            scope.start("events", () -> pump(feed, ended));
            EngineFacts now = FullReader.facts(engine.view());
            if (!reader.everything(FullReader.doubtful(before, now, ticker.now()))) {
                upkeep.listAllSoon();
            }
            engine.ready();
            connected = true;
            upkeep.run(() -> ended.get() != null);
            Optional<TransportException> reason = ended.get();
            if (reason != null) {
                throw reason.orElseGet(
                        () -> new TransportException.Broken(client.address(), "the event stream ended", null));
            }
        }
    }

    private void pump(EventFeed feed, AtomicReference<Optional<TransportException>> ended) {
        Optional<TransportException> reason = Optional.empty();
        try {
            for (Optional<ObjectNode> event = feed.next(); event.isPresent(); event = feed.next()) {
                events.accept(event.get());
            }
        } catch (TransportException e) {
            reason = Optional.of(e);
        } finally {
            ended.set(reason);
            alarm.ring();
        }
    }
}
