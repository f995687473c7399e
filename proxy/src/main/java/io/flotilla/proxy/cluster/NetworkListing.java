package io.flotilla.proxy.cluster;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flotilla.proxy.failure.ClusterFailure.BadRequest;
import io.flotilla.proxy.state.ApiVersion;
import io.flotilla.proxy.state.ClusterState;
import io.flotilla.proxy.state.ContainerView;
import io.flotilla.proxy.state.ContainerView.NetworkAttachment;
import io.flotilla.proxy.state.NetworkView;
import io.flotilla.proxy.wire.Filters;
import io.flotilla.proxy.wire.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code GET /networks}, answered from the state. */
public final class NetworkListing {

    /** Keys of an engine, and {@code node} of classic Swarm. */
    public static final Set<String> FILTER_KEYS =
            Set.of("dangling", "driver", "id", "label", "name", "scope", "type", "node");

    /** Before this version lists showed the containers of each network. */
    private static final int WITHOUT_CONTAINERS = 28;

    private static final Set<String> BUILT_IN = Set.of("bridge", "host", "none");
    private final ClusterState state;
    private final Engines engines;

    public NetworkListing(ClusterState state, Engines engines) {
        this.state = state;
        this.engines = engines;
    }

    public ArrayNode list(Filters filters, ApiVersion version) {
        for (String type : filters.all("type")) {
            if (!type.equals("custom") && !type.equals("builtin")) {
                throw new BadRequest("invalid filter: 'type'='" + type + "'");
            }
        }
        ArrayNode list = Json.array();
        Set<String> global = new HashSet<>();
        for (NetworkView network : state.networks().all()) {
            String node = engines.name(network.engine());
            if (state.shows(network.engine())
                    && passes(filters, network, node)
                    && (network.local() || global.add(network.id()))) {
                ObjectNode entry = network.raw().deepCopy();
                if (network.local()) {
                    entry.put("Name", node + "/" + network.name());
                }
                if (version.below(WITHOUT_CONTAINERS)) {
                    containers(entry.putObject("Containers"), network);
                }
                list.add(entry);
            }
        }
        return list;
    }

    private boolean passes(Filters filters, NetworkView network, String node) {
        boolean builtIn = BUILT_IN.contains(network.name());
        return (filters.matches("name", network.name()) || filters.exact("name", node + "/" + network.name()))
                && filters.prefix("id", network.id())
                && filters.exact("driver", network.driver())
                && filters.exact("scope", network.scope())
                && filters.labels("label", network.labels())
                && filters.exact("node", node)
                && filters.exact("type", builtIn ? "builtin" : "custom")
                && (!filters.has("dangling") || filters.truth("dangling", false) == dangling(network, builtIn));
    }

    private boolean dangling(NetworkView network, boolean builtIn) {
        return !builtIn
                && state.containers().of(network.engine()).stream()
                        .noneMatch(c -> attachment(c, network).isPresent());
    }

    private static Optional<NetworkAttachment> attachment(ContainerView container, NetworkView network) {
        return container.networks().values().stream()
                .filter(a -> a.networkId().equals(network.id()))
                .findFirst();
    }

    /** A global network has its containers on all nodes that know it. */
    private void containers(ObjectNode target, NetworkView network) {
        List<NetworkView> copies =
                network.local() ? List.of(network) : state.networks().withId(network.id());
        for (NetworkView copy : copies) {
            for (ContainerView container : state.containers().of(copy.engine())) {
                attachment(container, network)
                        .filter(a -> !a.endpointId().isEmpty())
                        .ifPresent(a -> target.putObject(container.id())
                                .put("Name", container.name())
                                .put("EndpointID", a.endpointId())
                                .put("MacAddress", a.mac())
                                .put("IPv4Address", a.ipv4())
                                .put("IPv6Address", a.ipv6()));
            }
        }
    }
}
