package io.flotilla.proxy.events;

import com.fasterxml.jackson.databind.JsonNode;
import io.flotilla.proxy.wire.Filters;
import io.flotilla.proxy.wire.Json;
import java.util.Set;
import java.util.function.Predicate;

/** Matches events as an engine does: several values of one key are alternatives, labels must all hold. */
public final class EventFilter implements Predicate<ClusterEvent> {

    /** Keys of an engine, and {@code node} for the name of the engine here. */
    public static final Set<String> KEYS = Set.of(
            "type",
            "event",
            "container",
            "image",
            "label",
            "network",
            "volume",
            "daemon",
            "plugin",
            "scope",
            "node",
            "service",
            "secret",
            "config");

    private static final String[] OBJECT_TYPES = {
        "container", "network", "volume", "daemon", "plugin", "service", "node", "secret", "config"
    };
    private final Filters filters;

    public EventFilter(Filters filters) {
        this.filters = filters;
    }

    @Override
    public boolean test(ClusterEvent event) {
        JsonNode attributes = event.tree().path("Actor").path("Attributes");
        return filters.exact("type", event.type())
                && action(event.action())
                && filters.exact("scope", event.tree().path("scope").asText(""))
                && filters.labels("label", Json.texts(attributes))
                && objects(event, attributes)
                && image(event, attributes);
    }

    /** {@code exec_create} also stands for {@code exec_create: sh}, as {@code health_status} does. */
    private boolean action(String action) {
        return filters.exact("event", action)
                || (action.contains(":") && filters.exact("event", action.substring(0, action.indexOf(':'))));
    }

    private boolean objects(ClusterEvent event, JsonNode attributes) {
        for (String type : OBJECT_TYPES) {
            if (filters.has(type) && !object(type, event, attributes)) {
                return false;
            }
        }
        return true;
    }

    private boolean object(String type, ClusterEvent event, JsonNode attributes) {
        if (type.equals("node")
                && filters.exact("node", attributes.path("node.name").asText(""))) {
            return true;
        }
        if (!event.type().equals(type)) {
            return false;
        }
        String name = attributes.path("name").asText("");
        String nodeAndName = attributes.path("node.name").asText("") + "/" + name;
        return filters.all(type).stream()
                .anyMatch(v -> !v.isEmpty()
                        && (event.actorId().startsWith(v) || name.startsWith(v) || nodeAndName.startsWith(v)));
    }

    private boolean image(ClusterEvent event, JsonNode attributes) {
        if (!filters.has("image")) {
            return true;
        }
        if (!event.type().equals("image")) {
            return named(attributes.path("image").asText(""));
        }
        return named(event.actorId()) || named(attributes.path("name").asText(""));
    }

    private boolean named(String image) {
        return filters.exact("image", image) || filters.exact("image", withoutTag(image));
    }

    private static String withoutTag(String image) {
        int colon = image.lastIndexOf(':');
        return colon > image.lastIndexOf('/') ? image.substring(0, colon) : image;
    }
}
