package io.flotilla.proxy.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The events of a fake engine: kept for repetition, streamed to whoever listens. Safe for any thread. */
public final class FakeEvents {
    private static final int KEPT = 256;
    private static final long NANOS = 1_000_000_000L;

    private final String address;
    private final Supplier<Instant> clock;
    private final List<ObjectNode> past = new ArrayList<>();
    private final List<FakeStream> streams = new ArrayList<>();
    private long last;

    FakeEvents(String address, Supplier<Instant> clock) {
        this.address = address;
        this.clock = clock;
    }

    public void container(String action, String id) {
        send("container", action, id);
    }

    /** Sends an event of any kind, whatever the model says. */
    public synchronized void send(String type, String action, String id) {
        Instant now = clock.get();
        last = Math.max(last + 1, now.getEpochSecond() * NANOS + now.getNano());
        ObjectNode event = FakeEngine.JSON.createObjectNode();
        event.put("Type", type).put("Action", action).putObject("Actor").put("ID", id);
        event.put("scope", "local").put("time", last / NANOS).put("timeNano", last);
        send(event);
    }

    /** Sends an event as it is. */
    public synchronized void send(ObjectNode event) {
        past.add(event);
        if (past.size() > KEPT) {
            past.removeFirst();
        }
        streams.forEach(s -> s.write(event + "\n"));
    }

    /** Ends all streams, as an engine does that is stopped. */
    public synchronized void endStreams() {
        streams.forEach(FakeStream::end);
        streams.clear();
    }

    /** Cuts all streams in the middle. */
    public synchronized void cutStreams() {
        streams.forEach(FakeStream::cut);
        streams.clear();
    }

    /** Forgets the past, as a restarted engine does. */
    public synchronized void forget() {
        past.clear();
    }

    /** The events that are kept, a line each. */
    public synchronized String kept() {
        return past.stream().map(e -> e + "\n").collect(Collectors.joining());
    }

    /** How many listen. */
    public synchronized int listeners() {
        return streams.size();
    }

    synchronized FakeStream subscribe(String since) {
        FakeStream stream = new FakeStream(address);
        if (!since.isEmpty()) {
            String[] parts = since.split("\\.", 2);
            long from = Long.parseLong(parts[0]) * NANOS + (parts.length > 1 ? Long.parseLong(parts[1]) : 0);
            past.stream().filter(e -> e.path("timeNano").asLong() >= from).forEach(e -> stream.write(e + "\n"));
        }
        streams.add(stream);
        return stream;
    }

    synchronized void unsubscribe(FakeStream stream) {
        streams.remove(stream);
    }
}
