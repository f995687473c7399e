package io.flotilla.proxy.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flotilla.proxy.cluster.Forward;
import io.flotilla.proxy.failure.ClusterFailure.BadRequest;
import io.flotilla.proxy.state.ApiVersion;
import io.flotilla.proxy.transport.Headers;
import io.flotilla.proxy.transport.RequestBody;
import io.flotilla.proxy.wire.Filters;
import io.flotilla.proxy.wire.Json;
import io.flotilla.proxy.wire.Query;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One routed request.
 *
 * @param version of the path, or the newest when the path has none
 * @param name the decoded path variable, empty for routes without one
 * @param common headers of every answer
 */
record Call(ApiExchange exchange, ApiVersion version, String name, Query query, Headers common) {
    private static final int LARGEST_JSON = 32 << 20;
    private static final Set<String> NOT_FOR_ENGINES = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "transfer-encoding",
            "content-length",
            "upgrade",
            "host",
            "expect",
            "te",
            "trailer");

    Filters filters(Set<String> known) {
        return Filters.parse(query.text("filters"), known);
    }

    /** What goes on to an engine. */
    Forward forward() {
        return new Forward(version, forwardable(), body(), exchange.rawQuery());
    }

    /** The client's headers without those that belong to its connection. */
    Headers forwardable() {
        return exchange.headers().keep(f -> !NOT_FOR_ENGINES.contains(f.name().toLowerCase(Locale.ROOT)));
    }

    /** Headers of a request for a raw connection, with its wish to upgrade. */
    Headers rawHeaders() {
        Headers headers = forwardable();
        return exchange.headers()
                .first("Upgrade")
                .map(upgrade -> headers.with("Connection", "Upgrade").with("Upgrade", upgrade))
                .orElse(headers);
    }

    /** The client's body as a stream to pass on. */
    RequestBody body() {
        long length = exchange.contentLength();
        return length == 0 ? RequestBody.empty() : new RequestBody.Streamed(exchange.body(), length);
    }

    /** The whole body, for JSON requests only. */
    byte[] bytes() throws IOException {
        byte[] bytes = exchange.body().readNBytes(LARGEST_JSON + 1);
        if (bytes.length > LARGEST_JSON) {
            throw new BadRequest("request body is larger than " + LARGEST_JSON + " bytes");
        }
        return bytes;
    }

    /** @throws BadRequest if the body is no JSON object */
    ObjectNode json() throws IOException {
        String type = exchange.headers()
                .first("Content-Type")
                .orElse("application/json")
                .toLowerCase(Locale.ROOT);
        if (!type.startsWith("application/json")) {
            throw new BadRequest("unsupported Content-Type header (" + type + "): must be 'application/json'");
        }
        byte[] bytes = bytes();
        if (bytes.length == 0) {
            throw new BadRequest("invalid JSON: got EOF while reading request body");
        }
        try {
            if (Json.read(bytes) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw new BadRequest("invalid JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            // The bytes are all here: this is no lost connection but a broken character.
            throw new BadRequest("invalid JSON: " + e.getMessage());
        }
        throw new BadRequest("invalid JSON: the body must be a JSON object");
    }

    void respondJson(int status, JsonNode body) throws IOException {
        respondBytes(status, "application/json", Json.encode(body));
    }

    void respondText(int status, String body) throws IOException {
        respondBytes(status, "text/plain; charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
    }

    void respondBytes(int status, String type, byte[] body) throws IOException {
        begin(status, Headers.of("Content-Type", type, "Content-Length", String.valueOf(body.length)));
        if (!exchange.method().equals("HEAD")) {
            exchange.out().write(body);
        }
        exchange.out().flush();
    }

    void respondEmpty(int status) throws IOException {
        begin(status, status == 204 || status == 304 ? Headers.empty() : Headers.of("Content-Length", "0"));
    }

    /** Sends the head: the common headers, then these, which win over common ones of the same name. */
    void begin(int status, Headers headers) throws IOException {
        List<Headers.Field> all = new ArrayList<>();
        for (Headers.Field field : common.fields()) {
            if (!headers.contains(field.name())) {
                all.add(field);
            }
        }
        all.addAll(headers.fields());
        exchange.respond(status, new Headers(all));
    }
}
