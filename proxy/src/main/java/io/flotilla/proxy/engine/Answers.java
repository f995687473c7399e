package io.flotilla.proxy.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.flotilla.proxy.failure.ClusterFailure.EngineReplied;
import io.flotilla.proxy.transport.EngineResponse;
import io.flotilla.proxy.transport.TransportException;
import io.flotilla.proxy.wire.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Reads small answers of engines as a whole. */
public final class Answers {
    private static final int LARGEST = 64 << 20;

    private Answers() {}

    /**
     * The answer's JSON; closes the response. A missing node for an empty body.
     *
     * @throws EngineReplied when the engine's status is an error
     */
    public static JsonNode json(String node, EngineResponse response) {
        byte[] body = bytes(node, response);
        if (body.length == 0) {
            return Json.MAPPER.missingNode();
        }
        try {
            return Json.read(body);
        } catch (IOException e) {
            throw new TransportException.Broken(node, "answer is no JSON: " + e.getMessage(), e);
        }
    }

    /** The answer's bytes; closes the response. */
    public static byte[] bytes(String node, EngineResponse response) {
        try (response) {
            byte[] body = response.body().readNBytes(LARGEST);
            if (response.body().read() >= 0) {
                throw new TransportException.Broken(node, "answer is larger than " + LARGEST + " bytes", null);
            }
            if (response.status() >= 400) {
                throw new EngineReplied(node, response.status(), message(body));
            }
            return body;
        } catch (IOException e) {
            throw new TransportException.Broken(node, "answer ended early", e);
        }
    }

    /** The {@code message} of an error body, or the body itself when it is something else. */
    public static String message(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8).strip();
        try {
            JsonNode message = Json.MAPPER.readTree(text).path("message");
            return message.isTextual() ? message.asText() : text;
        } catch (JsonProcessingException e) {
            return text;
        }
    }
}
