package io.flotilla.proxy.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flotilla.proxy.engine.ApiPath;
import io.flotilla.proxy.engine.EngineClient;
import io.flotilla.proxy.engine.EngineHandle;
import io.flotilla.proxy.engine.EngineRegistry;
import io.flotilla.proxy.engine.FanOut;
import io.flotilla.proxy.state.EngineSpecs;
import io.flotilla.proxy.transport.Deadlines;
import io.flotilla.proxy.transport.EngineResponse;
import io.flotilla.proxy.transport.Headers;
import io.flotilla.proxy.transport.RequestBody;
import io.flotilla.proxy.transport.TransportException;
import io.flotilla.proxy.wire.Json;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Past events, which each engine keeps for a while (its last 256), merged by time. */
public final class EventHistory {
    private final EngineRegistry registry;

    public EventHistory(EngineRegistry registry) {
        this.registry = registry;
    }

    /** Events of all healthy engines in [since, until], oldest first; engines that do not answer are left out. */
    public List<ClusterEvent> between(Instant since, Instant until) {
        List<EngineHandle> healthy =
                registry.all().stream().filter(e -> e.view().healthy()).toList();
        List<ClusterEvent> merged = new ArrayList<>();
        FanOut.values(FanOut.over(healthy, engine -> ofEngine(engine, since, until)))
                .forEach(merged::addAll);
        merged.sort(Comparator.comparingLong(ClusterEvent::timeNano));
        return merged;
    }

    private static List<ClusterEvent> ofEngine(EngineHandle engine, Instant since, Instant until) {
        // An engine takes times by its own clock, and keeps silent until a time that lies ahead for it.
        Duration ahead = engine.view().specs().map(EngineSpecs::clockDelta).orElse(Duration.ZERO);
        ApiPath path = ApiPath.of("events")
                .with("since", seconds(since.equals(Instant.EPOCH) ? since : since.minus(ahead)))
                .with("until", seconds(until.minus(ahead)));
        List<ClusterEvent> events = new ArrayList<>();
        try (EngineResponse response = engine.client()
                        .send(
                                "GET",
                                EngineClient.NEWEST,
                                path,
                                Headers.empty(),
                                RequestBody.empty(),
                                Deadlines.call());
                MappingIterator<JsonNode> values =
                        Json.MAPPER.readerFor(JsonNode.class).readValues(response.body())) {
            while (values.hasNextValue()) {
                if (values.nextValue() instanceof ObjectNode event && event.has("Type")) {
                    events.add(ClusterEvent.of(engine.view(), event));
                }
            }
            return events;
        } catch (IOException e) {
            throw new TransportException.Broken(engine.address(), "event history ended early", e);
        }
    }

    private static String seconds(Instant time) {
        return String.format(Locale.ROOT, "%d.%09d", time.getEpochSecond(), time.getNano());
    }
}
