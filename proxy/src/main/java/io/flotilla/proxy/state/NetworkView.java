package io.flotilla.proxy.state;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * One network on one engine.
 *
 * @param scope {@code local}, {@code global} or {@code swarm}
 * @param raw the engine's list entry; never changed
 */
public record NetworkView(
        String engine, String id, String name, String driver, String scope, Map<String, String> labels, JsonNode raw) {

    public NetworkView {
        labels = Map.copyOf(labels);
    }

    public boolean local() {
        return scope.equals("local");
    }
}
