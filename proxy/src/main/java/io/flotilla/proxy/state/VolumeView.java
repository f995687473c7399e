package io.flotilla.proxy.state;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * One volume on one engine.
 *
 * @param raw the engine's list entry; never changed
 */
public record VolumeView(String engine, String name, String driver, Map<String, String> labels, JsonNode raw) {

    public VolumeView {
        labels = Map.copyOf(labels);
    }

    /** Whether it lives on its engine alone; other drivers are taken to be the same volume everywhere. */
    public boolean local() {
        return driver.equals("local");
    }
}
