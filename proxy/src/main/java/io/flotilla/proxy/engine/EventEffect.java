package io.flotilla.proxy.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.flotilla.proxy.wire.Json;

/**
 * What an engine's event means for what is known of the engine.
 *
 * @param id the object's id, or a volume's name; empty where it does not matter
 */
record EventEffect(Target target, String id) {
    private static final EventEffect NONE = new EventEffect(Target.NOTHING, "");

    /** What has to be looked at again. */
    enum Target {
        NOTHING,
        CONTAINER_GONE,
        CONTAINER_LISTED,
        CONTAINER_INSPECTED,
        IMAGES,
        NETWORK,
        VOLUME,
        SPECS
    }

    static EventEffect of(JsonNode event) {
        String full = Json.text(event, "Action");
        // exec_create: sh -c … and health_status: healthy carry more after the colon
        int colon = full.indexOf(':');
        String action = colon < 0 ? full : full.substring(0, colon);
        String id = Json.text(event, "Actor", "ID");
        return switch (Json.text(event, "Type")) {
            case "container" -> container(action, id);
            case "image" -> image(action);
            case "network" -> network(event, action, id);
            case "volume" -> volume(action, id);
            case "daemon" -> action.equals("reload") ? new EventEffect(Target.SPECS, "") : NONE;
            default -> NONE;
        };
    }

    private static EventEffect container(String action, String id) {
        return switch (action) {
            case "exec_create",
                    "exec_start",
                    "exec_die",
                    "exec_detach",
                    "top",
                    "resize",
                    "export",
                    "attach",
                    "detach",
                    "archive-path",
                    "extract-to-dir",
                    "copy",
                    "prune" -> NONE;
            case "commit" -> new EventEffect(Target.IMAGES, "");
            case "destroy" -> new EventEffect(Target.CONTAINER_GONE, id);
            case "start",
                    "die",
                    "stop",
                    "kill",
                    "oom",
                    "restart",
                    "pause",
                    "unpause",
                    "rename",
                    "update",
                    "health_status" -> new EventEffect(Target.CONTAINER_INSPECTED, id);
            default -> new EventEffect(Target.CONTAINER_LISTED, id);
        };
    }

    private static EventEffect image(String action) {
        return action.equals("push") || action.equals("save") ? NONE : new EventEffect(Target.IMAGES, "");
    }

    /** Lists of networks do not tell who is connected; the container's own entry does. */
    private static EventEffect network(JsonNode event, String action, String id) {
        return switch (action) {
            case "connect", "disconnect" -> {
                String container = Json.text(event, "Actor", "Attributes", "container");
                yield container.isEmpty() ? NONE : new EventEffect(Target.CONTAINER_LISTED, container);
            }
            case "prune" -> NONE;
            default -> new EventEffect(Target.NETWORK, id);
        };
    }

    private static EventEffect volume(String action, String id) {
        return switch (action) {
            case "mount", "unmount", "prune" -> NONE;
            default -> new EventEffect(Target.VOLUME, id);
        };
    }
}
