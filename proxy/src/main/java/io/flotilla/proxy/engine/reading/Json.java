package io.flotilla.proxy.engine.reading;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reading of engines' JSON: trees that keep numbers as they came, and lookups that take a missing or {@code null} field
 * as empty, since Go writes empty lists and maps either way.
 */
public final class Json {

    /** Keeps big and fractional numbers exactly; leaves the streams it reads open. */
    public static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .disable(JsonParser.Feature.AUTO_CLOSE_SOURCE)
            .build();

    private Json() {}

    /** The text at a path; empty if there is none. */
    public static String text(JsonNode node, String... path) {
        return at(node, path).asText("");
    }

    /** The number at a path; 0 if there is none. */
    public static long number(JsonNode node, String... path) {
        return at(node, path).asLong(0);
    }

    public static boolean flag(JsonNode node, String... path) {
        return at(node, path).asBoolean(false);
    }

    /** The node at a path; a missing node if there is none. */
    public static JsonNode at(JsonNode node, String... path) {
        JsonNode found = node;
        for (String name : path) {
            found = found.path(name);
        }
        return found;
    }

    /** An object of texts, such as labels, with shared strings; empty for {@code null}. */
    public static Map<String, String> texts(JsonNode node) {
        if (node.isEmpty()) {
            return Map.of();
        }
        Map<String, String> found = new LinkedHashMap<>();
        node.properties()
                .forEach(e -> found.put(shared(e.getKey()), shared(e.getValue().asText(""))));
        return found;
    }

    /** A list of texts, such as names, with shared strings; empty for {@code null}. */
    public static List<String> list(JsonNode node) {
        if (node.isEmpty()) {
            return List.of();
        }
        List<String> found = new ArrayList<>(node.size());
        node.forEach(e -> found.add(shared(e.asText(""))));
        return found;
    }

    /** A time with any offset; Go's zero time, and what is no time, is {@link Instant#EPOCH}. */
    public static Instant time(String text) {
        if (text.isEmpty() || text.startsWith("0001-01-01T")) {
            return Instant.EPOCH;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException _) {
            return Instant.EPOCH;
        }
    }

    /**
     * One instance for equal strings. Labels, image names and the like repeat across thousands of containers; the VM's
     * own table holds them weakly.
     */
    public static String shared(String text) {
        return text.intern();
    }
}
