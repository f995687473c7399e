package io.flotilla.proxy.events;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flotilla.proxy.state.EngineHealth;
import io.flotilla.proxy.state.EngineView;
import io.flotilla.proxy.testing.Samples;
import io.flotilla.proxy.wire.Json;

/** Events as engines send them. */
final class EventSamples {
    static final EngineView ENGINE = Samples.engine(1, new EngineHealth.Healthy());

    private EventSamples() {}

    /** @param attributes alternating names and values */
    static ObjectNode raw(String type, String action, String id, String... attributes) {
        ObjectNode event = Json.object().put("Type", type).put("Action", action);
        ObjectNode actor = event.putObject("Actor").put("ID", id);
        ObjectNode all = actor.putObject("Attributes");
        for (int i = 0; i + 1 < attributes.length; i += 2) {
            all.put(attributes[i], attributes[i + 1]);
        }
        return event.put("scope", "local").put("time", 1_700_000_000L).put("timeNano", 1_700_000_000_000_000_123L);
    }

    static ClusterEvent event(String type, String action, String id, String... attributes) {
        return ClusterEvent.of(ENGINE, raw(type, action, id, attributes));
    }
}
