package io.flotilla.proxy.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flotilla.proxy.engine.Answers;
import io.flotilla.proxy.engine.ApiPath;
import io.flotilla.proxy.engine.EngineHandle;
import io.flotilla.proxy.failure.ClusterFailure.Ambiguous;
import io.flotilla.proxy.failure.ClusterFailure.BadRequest;
import io.flotilla.proxy.failure.ClusterFailure.Kind;
import io.flotilla.proxy.failure.ClusterFailure.NotFound;
import io.flotilla.proxy.placement.PlacementService;
import io.flotilla.proxy.state.ClusterState;
import io.flotilla.proxy.state.EngineView;
import io.flotilla.proxy.state.Lookups;
import io.flotilla.proxy.state.Match;
import io.flotilla.proxy.state.NetworkView;
import io.flotilla.proxy.transport.Deadlines;
import io.flotilla.proxy.transport.EngineResponse;
import io.flotilla.proxy.wire.Json;
import io.flotilla.scheduler.PlacementRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Networks: those that live on one engine are shown as {@code node/name}, global ones once under their own name. */
public final class Networks {
    private static final Set<String> BUILT_IN = Set.of("bridge", "host", "none");
    private final ClusterState state;
    private final Lookups lookups;
    private final Engines engines;
    private final PlacementService placement;
    private final Prune prune;

    public Networks(ClusterState state, Engines engines, PlacementService placement) {
        this.state = state;
        this.lookups = new Lookups(state);
        this.engines = engines;
        this.placement = placement;
        this.prune = new Prune(
                engines,
                "networks",
                "NetworksDeleted",
                (node, name) -> node + "/" + name,
                EngineHandle::refreshNetworks);
    }

    /**
     * The network a reference means. {@code bridge}, {@code host} and {@code none} are on every node: the first node's
     * stands for them.
     */
    public NetworkView find(String reference) {
        return switch (lookups.network(reference)) {
            case Match.Found<NetworkView> found -> found.value();
            case Match.None<NetworkView> _ -> throw new NotFound(Kind.NETWORK, reference);
            case Match.Ambiguous<NetworkView> several -> {
                if (BUILT_IN.contains(reference)) {
                    yield several.values().stream()
                            .filter(n -> engines.usable(n.engine()))
                            .min(Comparator.comparing(n -> engines.name(n.engine()), new NaturalOrder()))
                            .orElse(several.values().getFirst());
                }
                throw new Ambiguous(
                        Kind.NETWORK,
                        reference,
                        several.values().stream()
                                .map(n -> engines.name(n.engine()) + "/" + n.name())
                                .sorted()
                                .toList());
            }
        };
    }

    /** The engine's document, with the containers of all nodes for a global network. */
    public JsonNode inspect(String reference, Forward forward) {
        NetworkView network = find(reference);
        JsonNode document = inspectOn(network.engine(), network, forward);
        if (document instanceof ObjectNode merged && !network.local()) {
            ObjectNode containers = merged.withObject("/Containers");
            for (NetworkView other : state.networks().withId(network.id())) {
                if (!other.engine().equals(network.engine()) && engines.usable(other.engine())) {
                    inspectOn(other.engine(), other, forward)
                            .path("Containers")
                            .properties()
                            .forEach(c -> containers.set(c.getKey(), c.getValue()));
                }
            }
        }
        return document;
    }

    private JsonNode inspectOn(String address, NetworkView network, Forward forward) {
        EngineHandle engine = engines.of(address, "Network " + network.name());
        return Answers.json(
                engine.view().name(),
                forward.withoutBody()
                        .send(
                                engine,
                                "GET",
                                ApiPath.of("networks", network.id()).withRawQuery(forward.rawQuery()),
                                Deadlines.call()));
    }

    /** Creates an engine's own network: on the node that {@code node/name} says, else on one that the scheduler picks. */
    public JsonNode create(ObjectNode body, Forward forward) {
        String name = body.path("Name").asText("");
        int slash = name.indexOf('/');
        Predicate<EngineView> allowed = _ -> true;
        if (slash > 0) {
            String node = name.substring(0, slash);
            if (state.enginesNamed(node).isEmpty()) {
                throw new NotFound(Kind.NODE, node);
            }
            allowed = e -> e.name().equals(node) || e.id().equals(node);
            body.put("Name", name.substring(slash + 1));
        }
        try (PlacementService.Ticket ticket =
                placement.place(PlacementRequest.ANY, "network:" + name, "", Map.of(), allowed)) {
            EngineHandle engine = engines.of(ticket.engine(), "Network " + name);
            Forward edited = forward.withJson(Json.encode(body));
            JsonNode answer = Answers.json(
                    engine.view().name(),
                    edited.send(engine, "POST", ApiPath.of("networks", "create"), Deadlines.work()));
            engine.refreshNetwork(answer.path("Id").asText(""));
            return answer;
        }
    }

    /** @param action {@code connect} or {@code disconnect} */
    public EngineResponse attach(
            String reference, String action, ObjectNode body, Containers containers, Forward forward) {
        String containerReference = body.path("Container").asText("");
        if (containerReference.isEmpty()) {
            throw new BadRequest("invalid container ID or name: value is empty");
        }
        NetworkView anywhere = onSomeNode(reference);
        Containers.Owned owned = containers.owned(containerReference);
        NetworkView network = onNode(reference, anywhere, owned.engine().address());
        body.put("Container", owned.container().id());
        EngineResponse response = forward.withJson(Json.encode(body))
                .send(owned.engine(), "POST", ApiPath.of("networks", network.id(), action), Deadlines.work());
        if (response.status() < 300) {
            owned.refresh();
        }
        return response;
    }

    private NetworkView onSomeNode(String reference) {
        return switch (lookups.network(reference)) {
            case Match.Found<NetworkView> found -> found.value();
            case Match.Ambiguous<NetworkView> several -> several.values().getFirst();
            case Match.None<NetworkView> _ -> throw new NotFound(Kind.NETWORK, reference);
        };
    }

    /** The container's engine must have the network: by the same id, or by the name if that was given bare. */
    private NetworkView onNode(String reference, NetworkView anywhere, String address) {
        return state.networks()
                .get(address, anywhere.id())
                .or(() -> state.networks().named(anywhere.name()).stream()
                        .filter(n -> n.engine().equals(address) && reference.equals(n.name()))
                        .findFirst())
                .orElseThrow(() -> new NotFound(
                        Kind.NETWORK,
                        engines.name(address) + "/" + anywhere.name() + " (it is on node "
                                + engines.name(anywhere.engine()) + ", the container is not)"));
    }

    /** Removes through one engine that has it. */
    public EngineResponse remove(String reference, Forward forward) {
        NetworkView network = find(reference);
        EngineHandle engine = engines.of(network.engine(), "Network " + reference);
        EngineResponse response =
                forward.withoutBody().send(engine, "DELETE", ApiPath.of("networks", network.id()), Deadlines.work());
        if (response.status() < 300) {
            List<NetworkView> copies =
                    network.local() ? List.of(network) : state.networks().withId(network.id());
            copies.forEach(n -> state.networks().remove(n.engine(), n.id()));
            engine.refreshNetwork(network.id());
        }
        return response;
    }

    public ObjectNode prune(Forward forward) {
        return prune.run(forward);
    }
}
