package io.flotilla.proxy.engine;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flotilla.proxy.transport.EngineResponse;
import io.flotilla.proxy.transport.TransportException;
import io.flotilla.proxy.wire.Json;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An engine's open stream of events. One reader; closing from any thread wakes it. */
public final class EventFeed implements AutoCloseable {
    private final String address;
    private final EngineResponse response;
    private @Nullable JsonParser parser;

    EventFeed(String address, EngineResponse response) {
        this.address = address;
        this.response = response;
    }

    /** Waits for the next event, without limit; empty once the engine ended the stream. */
    public Optional<ObjectNode> next() {
        try {
            if (parser == null) {
                // Not earlier: making it waits for the first bytes.
                parser = Json.MAPPER.createParser(response.body());
            }
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
