package io.flotilla.proxy.state;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * One image on one engine.
 *
 * @param created seconds since the epoch
 * @param raw the engine's list entry; never changed
 */
public record ImageView(
        String engine,
        String id,
        List<String> tags,
        List<String> digests,
        long created,
        Map<String, String> labels,
        JsonNode raw) {

    public ImageView {
        tags = List.copyOf(tags);
        digests = List.copyOf(digests);
        labels = Map.copyOf(labels);
    }
}
