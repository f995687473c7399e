package io.flotilla.proxy.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flotilla.proxy.failure.ClusterFailure.EngineReplied;
import io.flotilla.proxy.state.ApiRange;
import io.flotilla.proxy.state.ApiVersion;
import io.flotilla.proxy.transport.Deadlines;
import io.flotilla.proxy.transport.EngineRequest;
import io.flotilla.proxy.transport.EngineResponse;
import io.flotilla.proxy.transport.EngineTransport;
import io.flotilla.proxy.transport.Headers;
import io.flotilla.proxy.transport.Hijacked;
import io.flotilla.proxy.transport.RequestBody;
import io.flotilla.proxy.transport.TransportException;
import io.flotilla.proxy.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collection;
import java.util.function.Supplier;

/**
 * Calls to one engine. Blocks; safe for any number of threads.
 *
 * <p>The typed calls speak the newest version that both sides know and end in {@link EngineReplied} when the engine's
 * answer is an error. Every call may end in a {@link TransportException}, which is counted for the engine's health and
 * passed on as it is.
 */
public final class EngineClient {

    /** Newest version of the API whose shapes are known here. */
    public static final ApiVersion NEWEST = ApiVersion.of(1, 51);

    private static final int LONGEST_ERROR = 64 * 1024;

    private final EngineTransport transport;
    private final Identity identity;
    private final CallOutcomes outcomes;
    private final EngineSettings settings;

    /**
     * What the engine is known by, read at each call since it may change.
     *
     * @param name shown in errors: the host name, or the address while that is unknown
     * @param api versions the engine accepts
     */
    record Identity(Supplier<String> name, Supplier<ApiRange> api) {}

    EngineClient(EngineTransport transport, Identity identity, CallOutcomes outcomes, EngineSettings settings) {
        this.transport = transport;
        this.identity = identity;
        this.outcomes = outcomes;
        this.settings = settings;
    }

    /** The same calls with other ears. */
    EngineClient reportingTo(CallOutcomes other) {
        return new EngineClient(transport, identity, other, settings);
    }

    public String address() {
        return transport.address();
    }

    /** The version of the engine's range that is nearest to a client's. */
    public ApiVersion clamp(ApiVersion wanted) {
        return identity.api().get().clamp(wanted);
    }

    /** Asks for a sign of life within the probe's short limits; a failure here counts whatever its kind. */
    public void ping() {
        EngineRequest request = new EngineRequest(
                "GET", ApiPath.of("_ping").unversioned(), Headers.empty(), RequestBody.empty(), settings.probe());
        try (EngineResponse response = transport.send(request)) {
            drain(response.body());
            outcomes.answered();
        } catch (TransportException e) {
            outcomes.failed(e, !(e instanceof TransportException.Closed));
            throw e;
        }
    }

    public JsonNode version() {
        return fetch(ApiPath.of("version").unversioned());
    }

    public JsonNode info() {
        return info(clamp(NEWEST));
    }

    /** For the first contact, when the engine's range has only just been read. */
    JsonNode info(ApiVersion version) {
        return fetch(ApiPath.of("info").target(version));
    }

    /** Entries of all containers, running or not. */
    public JsonNode containers() {
        return read(ApiPath.of("containers", "json").with("all", "1"));
    }

    /** Entries of those of these containers that exist. */
    public JsonNode containers(Collection<String> ids) {
        return read(ApiPath.of("containers", "json").with("all", "1").with("filters", idFilter(ids)));
    }

    public JsonNode inspectContainer(String id) {
        return read(ApiPath.of("containers", id, "json"));
    }

    public JsonNode images() {
        return read(ApiPath.of("images", "json").with("all", "1"));
    }

    public JsonNode networks() {
        return read(ApiPath.of("networks"));
    }

    /** Entries of the networks whose ids begin like one of these. */
    public JsonNode networks(Collection<String> ids) {
        return read(ApiPath.of("networks").with("filters", idFilter(ids)));
    }

    public JsonNode inspectNetwork(String id) {
        return read(ApiPath.of("networks", id));
    }

    /** The whole answer: {@code Volumes} and {@code Warnings}. */
    public JsonNode volumes() {
        return read(ApiPath.of("volumes"));
    }

    public JsonNode inspectVolume(String name) {
        return read(ApiPath.of("volumes", name));
    }

    /**
     * Opens the stream of all events.
     *
     * @param since engine time as {@code seconds.nanos}, from which on past events are repeated; empty for none
     */
    public EventFeed events(String since) {
        ApiPath path = ApiPath.of("events");
        EngineRequest request = EngineRequest.get(
                        (since.isEmpty() ? path : path.with("since", since)).target(clamp(NEWEST)))
                .with(new Deadlines(
                        settings.call().connect(),
                        settings.call().head(),
                        Deadlines.stream().idle()));
        EngineResponse response = reported(() -> transport.send(request));
        try {
            requireSuccess(response);
            return new EventFeed(address(), response);
        } catch (RuntimeException e) {
            response.close();
            throw e;
        }
    }

    /** Any other GET, in the newest common version, read as a whole. */
    public JsonNode read(ApiPath path) {
        return fetch(path.target(clamp(NEWEST)));
    }

    /**
     * Passes a client's request on and hands the answer over, whatever its status; the caller closes it. The version is
     * moved into the engine's range.
     */
    public EngineResponse send(
            String method,
            ApiVersion clientVersion,
            ApiPath path,
            Headers headers,
            RequestBody body,
            Deadlines deadlines) {
        EngineRequest request = new EngineRequest(method, path.target(clamp(clientVersion)), headers, body, deadlines);
        return reported(() -> transport.send(request));
    }

    /** Like {@link #send} for requests whose connection turns raw. */
    public Hijacked hijack(
            String method,
            ApiVersion clientVersion,
            ApiPath path,
            Headers headers,
            RequestBody body,
            Deadlines deadlines) {
        EngineRequest request = new EngineRequest(method, path.target(clamp(clientVersion)), headers, body, deadlines);
        return reported(() -> transport.hijack(request));
    }

    private static String idFilter(Collection<String> ids) {
        ObjectNode filters = Json.MAPPER.createObjectNode();
        ArrayNode wanted = filters.putArray("id");
        ids.forEach(wanted::add);
        return filters.toString();
    }

    private JsonNode fetch(String target) {
        try (EngineResponse response =
                reported(() -> transport.send(EngineRequest.get(target).with(settings.call())))) {
            requireSuccess(response);
            JsonNode answer = Json.MAPPER.readTree(response.body());
            drain(response.body());
            return answer;
        } catch (IOException e) {
            throw new TransportException.Broken(address(), "answer is no JSON: " + e.getMessage(), e);
        }
    }

    private <T> T reported(Supplier<T> call) {
        try {
            T answer = call.get();
            outcomes.answered();
            return answer;
        } catch (TransportException e) {
            outcomes.failed(e, e.neverSent() && !(e instanceof TransportException.Closed));
            throw e;
        }
    }

    private void requireSuccess(EngineResponse response) {
        if (response.status() / 100 == 2) {
            return;
        }
        String text = "";
        try {
            text = Answers.message(response.body().readNBytes(LONGEST_ERROR));
        } catch (IOException | TransportException _) {
            // The status says enough.
        }
        throw new EngineReplied(identity.name().get(), response.status(), text);
    }

    /** A body read to its very end lets the connection be used again. */
    private void drain(InputStream body) {
        try {
            body.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new TransportException.Broken(address(), "answer ended early", e);
        }
    }
}
