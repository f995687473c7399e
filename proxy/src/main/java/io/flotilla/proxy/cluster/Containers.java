package io.flotilla.proxy.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flotilla.proxy.engine.ApiPath;
import io.flotilla.proxy.engine.EngineHandle;
import io.flotilla.proxy.failure.ClusterFailure.Ambiguous;
import io.flotilla.proxy.failure.ClusterFailure.Kind;
import io.flotilla.proxy.failure.ClusterFailure.NotFound;
import io.flotilla.proxy.placement.NameReservations;
import io.flotilla.proxy.state.ClusterState;
import io.flotilla.proxy.state.ContainerView;
import io.flotilla.proxy.state.EngineView;
import io.flotilla.proxy.state.Lookups;
import io.flotilla.proxy.state.Match;
import io.flotilla.proxy.transport.Deadlines;
import io.flotilla.proxy.transport.EngineResponse;
import io.flotilla.proxy.transport.Hijacked;
import java.util.LinkedHashSet;
import java.util.Set;

/** Operations on existing containers: find the container, pass the request on to its engine, keep the state true. */
public final class Containers {
    /** What an engine answers without waiting for anything; the others may take as long as the client likes. */
    private static final Set<String> PROMPT =
            Set.of("json", "top", "changes", "resize", "exec", "start", "kill", "pause", "unpause", "update", "rename");

    private static final Set<String> WILDCARDS = Set.of("", "0.0.0.0", "::");
    private final ClusterState state;
    private final Lookups lookups;
    private final Engines engines;
    private final NameReservations names;

    public Containers(ClusterState state, Engines engines, NameReservations names) {
        this.state = state;
        this.lookups = new Lookups(state);
        this.engines = engines;
        this.names = names;
    }

    /** A container with its engine, which is healthy. */
    public record Owned(ContainerView container, EngineHandle engine) {
        ApiPath path(String action) {
            return action.isEmpty()
                    ? ApiPath.of("containers", container.id())
                    : ApiPath.of("containers", container.id(), action);
        }

        /** Reads the container anew, so that whoever asks next sees what has just been done. */
        public void refresh() {
            engine.refreshContainer(container.id());
        }
    }

    /** @throws NotFound or {@link Ambiguous} */
    public ContainerView find(String reference) {
        return switch (lookups.container(reference)) {
            case Match.Found<ContainerView> found -> found.value();
            case Match.None<ContainerView> _ -> throw new NotFound(Kind.CONTAINER, reference);
            case Match.Ambiguous<ContainerView> several ->
                throw new Ambiguous(
                        Kind.CONTAINER,
                        reference,
                        several.values().stream()
                                .map(c -> engines.name(c.engine()) + "/" + c.name() + " " + c.shortId())
                                .sorted()
                                .toList());
        };
    }

    public Owned owned(String reference) {
        ContainerView container = find(reference);
        return new Owned(container, engines.of(container.engine(), "Container " + reference));
    }

    /** Passes a request on. */
    public EngineResponse forward(Owned owned, String method, String action, Forward forward) {
        return forward.send(
                owned.engine(),
                method,
                owned.path(action).withRawQuery(forward.rawQuery()),
                PROMPT.contains(action) ? Deadlines.work() : Deadlines.stream());
    }

    /** Passes a request on whose connection turns raw. */
    public Hijacked attach(Owned owned, String method, String action, Forward forward) {
        ApiPath path = action.equals("attach/ws")
                ? ApiPath.of("containers", owned.container().id(), "attach", "ws")
                : owned.path(action);
        return forward.hijack(owned.engine(), method, path.withRawQuery(forward.rawQuery()), Deadlines.stream());
    }

    /** Adds the {@code Node} block of classic Swarm and the node's address in place of wildcard port addresses. */
    public void decorate(ObjectNode inspect, EngineView engine) {
        ObjectNode node = inspect.putObject("Node");
        node.put("ID", engine.id());
        node.put("IP", engine.ip());
        node.put("Addr", engine.address());
        node.put("Name", engine.name());
        node.put("Cpus", engine.specs().map(s -> s.cpus()).orElse(0));
        node.put("Memory", engine.specs().map(s -> s.memory()).orElse(0L));
        ObjectNode labels = node.putObject("Labels");
        engine.specs().ifPresent(s -> s.labels().forEach(labels::put));
        for (JsonNode bindings : inspect.path("NetworkSettings").path("Ports")) {
            if (bindings instanceof ArrayNode list) {
                bindings(list, engine.ip());
            }
        }
    }

    /** A port published on IPv4 and IPv6 is shown once: the node's address stands for both wildcards. */
    private static void bindings(ArrayNode bindings, String ip) {
        Set<JsonNode> shown = new LinkedHashSet<>();
        for (JsonNode binding : bindings) {
            if (binding instanceof ObjectNode object
                    && WILDCARDS.contains(object.path("HostIp").asText(""))) {
                object.put("HostIp", ip);
            }
            shown.add(binding);
        }
        bindings.removeAll().addAll(shown);
    }

    /**
     * Renames under a reservation, so that two clients cannot take one name on two engines.
     *
     * @return the engine's answer, to be passed on and closed
     */
    public EngineResponse rename(Owned owned, String newName, Forward forward) {
        try (NameReservations.Held _ = names.reserve(newName)) {
            EngineResponse response = forward(owned, "POST", "rename", forward);
            if (response.status() < 300) {
                owned.refresh();
            }
            return response;
        }
    }

    /**
     * Deletes; with {@code link} it is a link's name that is deleted, and engines want that name instead of an id.
     *
     * @param withVolumes whether its anonymous volumes go too
     * @return the engine's answer, to be passed on and closed
     */
    public EngineResponse remove(Owned owned, String reference, boolean link, boolean withVolumes, Forward forward) {
        ApiPath path = link ? ApiPath.of("containers", withoutNode(owned, reference)) : owned.path("");
        EngineResponse response =
                forward.send(owned.engine(), "DELETE", path.withRawQuery(forward.rawQuery()), Deadlines.work());
        if (response.status() < 300 && !link) {
            state.containers()
                    .remove(owned.container().engine(), owned.container().id());
        }
        owned.refresh();
        if (response.status() < 300 && withVolumes) {
            owned.engine().refreshVolumes();
        }
        return response;
    }

    /** Commits; everything the client asked for goes on, with the container named by its id. */
    public EngineResponse commit(Owned owned, Forward forward) {
        ApiPath path = ApiPath.of("commit");
        for (String pair : forward.rawQuery().split("&", -1)) {
            if (!pair.isEmpty() && !pair.startsWith("container=")) {
                path = path.withRawQuery(path.query().isEmpty() ? pair : path.query() + "&" + pair);
            }
        }
        return forward.send(
                owned.engine(), "POST", path.with("container", owned.container().id()), Deadlines.stream());
    }

    private String withoutNode(Owned owned, String reference) {
        String bare = reference.startsWith("/") ? reference.substring(1) : reference;
        String node = owned.engine().view().name() + "/";
        return bare.startsWith(node) ? bare.substring(node.length()) : bare;
    }
}
