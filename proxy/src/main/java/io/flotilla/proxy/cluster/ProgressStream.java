package io.flotilla.proxy.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flotilla.proxy.engine.Answers;
import io.flotilla.proxy.engine.EngineHandle;
import io.flotilla.proxy.failure.ClusterFailure.EngineReplied;
import io.flotilla.proxy.transport.EngineResponse;
import io.flotilla.proxy.transport.TransportException;
import io.flotilla.proxy.wire.Json;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Progress lines of several engines as one stream for a client. Layer ids get the node's name in front, so that two nodes
 * do not overwrite each other's line; a line without an id that another node has already said is not repeated.
 *
 * <p>Engines' threads put lines in; one thread takes them out and writes to the client.
 */
public final class ProgressStream implements AutoCloseable {
    private static final int QUEUED = 1_000;
    private final BlockingQueue<Optional<ObjectNode>> lines = new ArrayBlockingQueue<>(QUEUED);
    private final Set<ObjectNode> said = ConcurrentHashMap.newKeySet();
    private final Set<EngineResponse> open = ConcurrentHashMap.newKeySet();
    private final boolean several;
    private volatile boolean closed;
    private volatile Runnable onClose = () -> {};

    /** @param several whether more than one engine takes part */
    ProgressStream(boolean several) {
        this.several = several;
    }

    /** Also runs when the client is gone: ends waits for engines that have not answered yet. */
    void onClose(Runnable action) {
        onClose = action;
    }

    /** The next line; empty at the end. */
    public Optional<ObjectNode> next() throws InterruptedException {
        return lines.take();
    }

    /**
     * Takes the lines of one engine until its stream ends.
     *
     * @throws EngineReplied when the engine refuses, or reports an error in its stream
     */
    void follow(EngineHandle engine, EngineResponse response) {
        follow(engine, response, _ -> {});
    }

    /** The same, with every line shown to {@code observer} first. */
    void follow(EngineHandle engine, EngineResponse response, Consumer<ObjectNode> observer) {
        String node = engine.view().name();
        open.add(response);
        try (response) {
            if (closed) {
                return;
            }
            if (response.status() >= 400) {
                Answers.bytes(node, response);
            }
            try (MappingIterator<JsonNode> values =
                    Json.MAPPER.readerFor(JsonNode.class).readValues(response.body())) {
                while (values.hasNextValue()) {
                    if (values.nextValue() instanceof ObjectNode line) {
                        observer.accept(line);
                        take(node, line);
                    }
                }
            }
        } catch (IOException e) {
            throw new TransportException.Broken(engine.address(), "progress stream ended early", e);
        } finally {
            open.remove(response);
        }
    }

    private void take(String node, ObjectNode line) {
        if (line.has("errorDetail") || line.has("error")) {
            String text = line.path("errorDetail")
                    .path("message")
                    .asText(line.path("error").asText(""));
            throw new EngineReplied(node, 500, text);
        }
        if (!several) {
            put(line);
        } else if (line.has("id") && !line.path("id").asText("").isEmpty()) {
            put(line.put("id", node + ":" + line.path("id").asText("")));
        } else if (said.add(line)) {
            put(line);
        }
    }

    void put(ObjectNode line) {
        try {
            if (!closed) {
                lines.put(Optional.of(line));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** No more lines come. */
    void end() {
        try {
            if (!closed) {
                lines.put(Optional.empty());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The client is gone: cuts what still runs on the engines and wakes everybody. Twice is fine. */
    @Override
    public void close() {
        closed = true;
        onClose.run();
        open.forEach(EngineResponse::close);
        lines.clear();
        lines.offer(Optional.empty());
    }
}
