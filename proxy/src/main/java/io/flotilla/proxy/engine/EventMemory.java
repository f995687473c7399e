package io.flotilla.proxy.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.flotilla.proxy.wire.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** Where an engine's stream of events was left, so that the next one goes on there without gap and repetition. */
final class EventMemory {
    /** More than the events an engine keeps for repetition (256). */
    private static final int REMEMBERED = 1024;

    /** Engines search their events backwards until one is too old, but do not keep them strictly by time. */
    private static final Duration OVERLAP = Duration.ofSeconds(1);

    private static final long NANOS = 1_000_000_000L;

    private final Set<String> seen = new LinkedHashSet<>();
    private Instant start = Instant.EPOCH;
    private Instant last = Instant.EPOCH;

    /** Sets where to begin with an engine that is new: its own time, read before the stream was asked for. */
    synchronized void beginAt(Instant engineTime) {
        if (start.equals(Instant.EPOCH)) {
            start = engineTime;
        }
    }

    /** The {@code since} to ask for; empty if nothing is known. */
    synchronized String since() {
        Instant overlapping = last.minus(OVERLAP);
        Instant since = overlapping.isAfter(start) ? overlapping : start;
        return since.equals(Instant.EPOCH)
                ? ""
                : String.format(Locale.ROOT, "%d.%09d", since.getEpochSecond(), since.getNano());
    }

    /** Takes an event in; false if it was seen before. */
    synchronized boolean isNew(JsonNode event) {
        long nanos = Json.number(event, "timeNano");
        String key = nanos + " " + Json.text(event, "Type") + " " + Json.text(event, "Action") + " "
                + Json.text(event, "Actor", "ID");
        if (!seen.add(key)) {
            return false;
        }
        if (seen.size() > REMEMBERED) {
            seen.remove(seen.iterator().next());
        }
        Instant time = nanos > 0
                ? Instant.ofEpochSecond(nanos / NANOS, nanos % NANOS)
                : Instant.ofEpochSecond(Json.number(event, "time"));
        if (time.isAfter(last)) {
            last = time;
        }
        return true;
    }

    /** Another engine is there now. */
    synchronized void forget() {
        seen.clear();
        start = Instant.EPOCH;
        last = Instant.EPOCH;
    }
}
