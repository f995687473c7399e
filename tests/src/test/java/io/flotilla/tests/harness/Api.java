package io.flotilla.tests.harness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Plain calls of the Docker Engine API, a connection for each. */
public final class Api {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private final String address;

    private Api(String address) {
        this.address = address;
    }

    /** An answer; {@link #json} wants its body to be JSON. */
    public record Answer(RawHttp.Head head, String body) {
        public int status() {
            return head.status();
        }

        public JsonNode json() {
            try {
                return MAPPER.readTree(body);
            } catch (JsonProcessingException e) {
                throw new AssertionError("no JSON: " + this, e);
            }
        }

        public String message() {
            return json().path("message").asText();
        }
    }

    static Api to(int port) {
        return to("127.0.0.1:" + port);
    }

    /** @param address {@code host:port} of the manager or of an engine */
    public static Api to(String address) {
        return new Api(address);
    }

    /** An open connection, for requests that are not plain. */
    public RawHttp connect() {
        try {
            return RawHttp.to(address);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Answer get(String target) {
        return call("GET", target, "");
    }

    public Answer post(String target, String json) {
        return call("POST", target, json);
    }

    public Answer call(String method, String target, String json) {
        try (RawHttp connection = RawHttp.to(address)) {
            if (json.isEmpty()) {
                connection.request(method, target, "Connection: close\r\n", new byte[0]);
            } else {
                connection.request(
                        method,
                        target,
                        "Connection: close\r\nContent-Type: application/json\r\n",
                        json.getBytes(StandardCharsets.UTF_8));
            }
            RawHttp.Head head = connection.head();
            return new Answer(head, method.equals("HEAD") ? "" : connection.body(head));
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + target + ": " + e.getMessage(), e);
        }
    }

    public boolean ping() {
        try {
            return get("/_ping").status() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** Rows of the node table in {@code docker info}, as {@code key=value} lines without indent. */
    public String systemStatus() {
        StringBuilder rows = new StringBuilder();
        get("/info")
                .json()
                .path("SystemStatus")
                .forEach(
                        row -> rows.append(row.path(0).asText().replace("└", "").strip())
                                .append('=')
                                .append(row.path(1).asText())
                                .append('\n'));
        return rows.toString();
    }
}
