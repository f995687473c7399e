package io.flotilla.proxy.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flotilla.proxy.failure.ClusterFailure.BadRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The {@code filters} parameter: {@code {"key":{"value":true}}}, or the older {@code {"key":["value"]}}.
 *
 * <p>A key that is absent passes everything. Values of one key are alternatives, except for labels, which must all hold.
 */
public record Filters(Map<String, List<String>> values) {

    public Filters {
        values = Map.copyOf(values);
    }

    /**
     * @param known keys the endpoint understands; others are refused as engines do
     * @throws BadRequest for broken JSON or an unknown key
     */
    public static Filters parse(String json, Set<String> known) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        if (!json.isBlank()) {
            for (Map.Entry<String, JsonNode> entry : read(json).properties()) {
                if (!known.contains(entry.getKey())) {
                    throw new BadRequest("invalid filter '" + entry.getKey() + "'");
                }
                values.put(entry.getKey(), valuesOf(entry.getValue()));
            }
        }
        return new Filters(values);
    }

    /** A copy without a key. */
    public Filters without(String key) {
        Map<String, List<String>> copy = new LinkedHashMap<>(values);
        copy.remove(key);
        return new Filters(copy);
    }

    /** A copy in which a key has one value. */
    public Filters with(String key, String value) {
        Map<String, List<String>> copy = new LinkedHashMap<>(values);
        copy.put(key, List.of(value));
        return new Filters(copy);
    }

    /** As clients send it. */
    public ObjectNode json() {
        ObjectNode json = Json.object();
        values.forEach((key, list) ->
                list.forEach(value -> json.withObjectProperty(key).put(value, true)));
        return json;
    }

    public List<String> all(String key) {
        return values.getOrDefault(key, List.of());
    }

    public boolean has(String key) {
        return !all(key).isEmpty();
    }

    /** Equal to one of the values. */
    public boolean exact(String key, String field) {
        return !has(key) || all(key).contains(field);
    }

    /** Equal to one of the values, or found by it as a regular expression. */
    public boolean matches(String key, String field) {
        return !has(key) || all(key).stream().anyMatch(v -> v.equals(field) || found(v, field));
    }

    /** Starts with one of the values. */
    public boolean prefix(String key, String field) {
        return !has(key) || all(key).stream().anyMatch(field::startsWith);
    }

    /** All of the values hold, each {@code k} or {@code k=v}. */
    public boolean labels(String key, Map<String, String> labels) {
        return all(key).stream().allMatch(wanted -> holds(wanted, labels));
    }

    /** For a key that takes one truth value: it, or {@code whenAbsent}. */
    public boolean truth(String key, boolean whenAbsent) {
        if (!has(key)) {
            return whenAbsent;
        }
        return switch (all(key).getFirst()) {
            case "1", "true", "t", "T", "TRUE", "True" -> true;
            case "0", "false", "f", "F", "FALSE", "False" -> false;
            default -> throw new BadRequest("invalid filter '" + key + "=[" + all(key).getFirst() + "]'");
        };
    }

    private static boolean holds(String wanted, Map<String, String> labels) {
        int equals = wanted.indexOf('=');
        if (equals < 0) {
            return labels.containsKey(wanted);
        }
        return wanted.substring(equals + 1).equals(labels.get(wanted.substring(0, equals)));
    }

    private static boolean found(String expression, String field) {
        try {
            return Pattern.compile(expression).matcher(field).find();
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    private static JsonNode read(String json) {
        try {
            JsonNode node = Json.MAPPER.readTree(json);
            if (node != null && (node.isObject() || node.isNull())) {
                return node;
            }
        } catch (JsonProcessingException e) {
            throw new BadRequest("invalid filter: " + e.getOriginalMessage());
        }
        throw new BadRequest("invalid filter: not a JSON object");
    }

    private static List<String> valuesOf(JsonNode node) {
        List<String> values = new ArrayList<>();
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> entry : node.properties()) {
                if (!entry.getValue().isBoolean() || entry.getValue().asBoolean()) {
                    values.add(entry.getKey());
                }
            }
        } else if (node.isArray()) {
            node.forEach(v -> values.add(v.asText()));
        } else {
            throw new BadRequest("invalid filter: values must be a map or a list");
        }
        return values;
    }
}
