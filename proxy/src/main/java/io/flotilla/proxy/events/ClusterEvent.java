package io.flotilla.proxy.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flotilla.proxy.state.EngineView;
import io.flotilla.proxy.state.StateListener.EngineTransition;
import io.flotilla.proxy.wire.Json;
import java.time.Instant;
import java.util.List;

/**
 * One event of the cluster.
 *
 * @param engine address of the engine it came from
 * @param timeNano nanoseconds since the epoch, by the engine's clock
 * @param tree the event as clients get it: the engine's own, with the {@code node.*} attributes and the {@code node}
 *     object of classic Swarm; never changed
 * @param encoded the tree as JSON with a newline
 */
public record ClusterEvent(
        String engine, String type, String action, String actorId, long timeNano, ObjectNode tree, byte[] encoded) {
    private static final long NANOS = 1_000_000_000L;

    /** Decorates an engine's event. */
    static ClusterEvent of(EngineView engine, ObjectNode original) {
        ObjectNode event = original.deepCopy();
        fillOldFields(event);
        if (event.path("Actor") instanceof ObjectNode actor) {
            ObjectNode attributes =
                    actor.path("Attributes") instanceof ObjectNode present ? present : actor.putObject("Attributes");
            attributes.put("node.name", engine.name());
            attributes.put("node.id", engine.id());
            attributes.put("node.addr", engine.address());
            attributes.put("node.ip", engine.ip());
        }
        event.put("from", event.path("from").asText("") + " node:" + engine.name());
        event.set("node", node(engine));
        return read(engine.address(), event);
    }

    /** The manager's own event about an engine, in the form of classic Swarm. */
    static ClusterEvent of(EngineView engine, EngineTransition transition, Instant now) {
        long nanos = now.getEpochSecond() * NANOS + now.getNano();
        ObjectNode event = Json.object();
        event.put("status", transition.action());
        event.put("from", "swarm");
        event.put("Type", "swarm");
        event.put("Action", transition.action());
        event.putObject("Actor").put("ID", "").putObject("Attributes");
        event.put("scope", "swarm");
        event.put("time", now.getEpochSecond());
        event.put("timeNano", nanos);
        return of(engine, event);
    }

    private static ClusterEvent read(String address, ObjectNode event) {
        JsonNode actor = event.path("Actor");
        long timeNano = event.path("timeNano").asLong(event.path("time").asLong() * NANOS);
        return new ClusterEvent(
                address,
                event.path("Type").asText(""),
                event.path("Action").asText(event.path("status").asText("")),
                actor.path("ID").asText(event.path("id").asText("")),
                timeNano,
                event,
                Json.encode(event));
    }

    /** Engines leave these out from API 1.52 on; clients of the versions offered here read them. */
    private static void fillOldFields(ObjectNode event) {
        String type = Json.text(event, "Type");
        if (type.equals("container") || type.equals("image")) {
            fill(event, "status", Json.text(event, "Action"));
            fill(event, "id", Json.text(event, "Actor", "ID"));
        }
        if (type.equals("container")) {
            fill(event, "from", Json.text(event, "Actor", "Attributes", "image"));
        }
    }

    private static void fill(ObjectNode event, String field, String value) {
        if (!event.hasNonNull(field)) {
            event.put(field, value);
        }
    }

    private static ObjectNode node(EngineView engine) {
        ObjectNode node = Json.object();
        node.put("Name", engine.name());
        node.put("Id", engine.id());
        node.put("Addr", engine.address());
        node.put("Ip", engine.ip());
        return node;
    }

    /** What makes an event the same event when it arrives twice, by history and by the live stream. */
    public Object identity() {
        return List.of(engine, timeNano, type, action, actorId);
    }
}
