package io.flotilla.proxy.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** What a fake engine answers. */
public record FakeAnswer(int status, String contentType, InputStream body) {

    public static FakeAnswer json(int status, JsonNode body) {
        return text(status, "application/json", body.toString());
    }

    public static FakeAnswer error(int status, String message) {
        return json(status, new JsonMapper().createObjectNode().put("message", message));
    }

    public static FakeAnswer empty(int status) {
        return text(status, "text/plain", "");
    }

    public static FakeAnswer text(int status, String contentType, String body) {
        return new FakeAnswer(status, contentType, new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }
}
