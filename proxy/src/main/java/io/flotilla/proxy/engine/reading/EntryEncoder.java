package io.flotilla.proxy.engine.reading;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flotilla.proxy.state.ListEntry;
import io.flotilla.proxy.wire.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Encodes a container's list entry as the cluster shows it: names with the node in front, the engine's address instead of
 * wildcards, the manager's time; all other fields as they came and in their order.
 */
final class EntryEncoder {
    private final EngineFacts facts;

    EntryEncoder(EngineFacts facts) {
        this.facts = facts;
    }

    ListEntry encode(JsonNode entry) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        int split = -1;
        try (JsonGenerator json = Json.MAPPER.createGenerator(out)) {
            json.writeStartObject();
            for (Map.Entry<String, JsonNode> field : entry.properties()) {
                json.writeFieldName(field.getKey());
                switch (field.getKey()) {
                    case "Names" -> names(json, field.getValue());
                    case "Ports" -> ports(json, field.getValue());
                    case "Created" ->
                        json.writeNumber(
                                field.getValue().asLong() + facts.clockDelta().toSeconds());
                    case "Status" -> split = hole(json, out);
                    default -> json.writeTree(field.getValue());
                }
            }
            if (split < 0) {
                json.writeFieldName("Status");
                split = hole(json, out);
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] all = out.toByteArray();
        return new ListEntry(Arrays.copyOf(all, split), Arrays.copyOfRange(all, split, all.length));
    }

    /** Leaves the value out and tells where it belongs. */
    private static int hole(JsonGenerator json, ByteArrayOutputStream out) throws IOException {
        json.writeRawValue("");
        json.flush();
        return out.size();
    }

    private void names(JsonGenerator json, JsonNode names) throws IOException {
        if (!names.isArray()) {
            json.writeTree(names);
            return;
        }
        json.writeStartArray();
        for (JsonNode name : names) {
            json.writeString("/" + facts.name() + name.asText());
        }
        json.writeEndArray();
    }

    private void ports(JsonGenerator json, JsonNode ports) throws IOException {
        if (!ports.isArray()) {
            json.writeTree(ports);
            return;
        }
        // A port published on IPv4 and IPv6 is one and the same once the node's address stands for both wildcards.
        Set<JsonNode> shown = new LinkedHashSet<>();
        ports.forEach(port -> shown.add(port(port)));
        json.writeStartArray();
        for (JsonNode port : shown) {
            json.writeTree(port);
        }
        json.writeEndArray();
    }

    private JsonNode port(JsonNode port) {
        boolean published = Json.number(port, "PublicPort") > 0;
        ObjectNode shown = Json.object();
        if (published && !port.has("IP")) {
            shown.put("IP", facts.ip());
        }
        for (Map.Entry<String, JsonNode> field : port.properties()) {
            if (field.getKey().equals("IP") && wildcard(field.getValue().asText(), published)) {
                shown.put("IP", facts.ip());
            } else {
                shown.set(field.getKey(), field.getValue());
            }
        }
        return shown;
    }

    private static boolean wildcard(String ip, boolean published) {
        return ip.equals("0.0.0.0") || ip.equals("::") || (ip.isEmpty() && published);
    }
}
