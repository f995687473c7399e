package io.flotilla.proxy.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON as trees: unknown fields survive, numbers stay as precise as they came. Lookups take a missing or {@code null}
 * field as empty, since Go writes empty lists and maps either way.
 */
public final class Json {
    private static final int LONGEST_STRING = 64 << 20;

    /** The product's one mapper; leaves the streams it reads open. Safe for any number of threads. */
    public static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(LONGEST_STRING)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .disable(JsonParser.Feature.AUTO_CLOSE_SOURCE)
            .build();

    private static final ObjectReader WHOLE = MAPPER.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Json() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    public static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    /**
     * One document and nothing behind it.
     *
     * @throws IOException if this is something else
     */
    public static JsonNode read(byte[] bytes) throws IOException {
        return WHOLE.readTree(bytes);
    }

    /** Encoded, with a newline at the end as engines do. */
    public static byte[] encode(JsonNode node) {
        try {
            byte[] bytes = MAPPER.writeValueAsBytes(node);
            byte[] line = Arrays.copyOf(bytes, bytes.length + 1);
            line[bytes.length] = '\n';
            return line;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree can always be written", e);
        }
    }

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
