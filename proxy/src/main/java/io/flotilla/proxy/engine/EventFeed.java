package io.flotilla.proxy.engine;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flotilla.proxy.engine.reading.Json;
import io.flotilla.proxy.transport.EngineResponse;
import io.flotilla.proxy.transport.TransportException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** An engine's open stream of events. One reader; closing from any thread wakes it. */
public final class EventFeed implements AutoCloseable {
    private final String address;
    private final EngineResponse response;
    private final JsonParser parser;

    EventFeed(String address, EngineResponse response) {
        this.address = address;
        this.response = response;
        try {
            // A reader, since for a byte stream the parser waits for the first bytes to guess their encoding.
            parser = Json.MAPPER.createParser(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new TransportException.Broken(address, "no event stream", e);
        }
    }

    /** Waits for the next event, without limit; empty once the engine ended the stream. */
    public Optional<ObjectNode> next() {
        try {
            while (true) {
                JsonNode event = Json.MAPPER.readTree(parser);
                if (event == null || event.isMissingNode()) {
                    return Optional.empty();
                }
                if (event instanceof ObjectNode object) {
                    return Optional.of(object);
                }
            }
        } catch (IOException e) {
            throw new TransportException.Broken(address, "event stream: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        response.close();
    }
}
