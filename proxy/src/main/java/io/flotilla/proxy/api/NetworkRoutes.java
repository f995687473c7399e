package io.flotilla.proxy.api;

import io.flotilla.proxy.cluster.Containers;
import io.flotilla.proxy.cluster.NetworkListing;
import io.flotilla.proxy.cluster.Networks;
import java.io.IOException;

/** Networks. */
final class NetworkRoutes {
    private final NetworkListing listing;
    private final Networks networks;
    private final Containers containers;

    NetworkRoutes(NetworkListing listing, Networks networks, Containers containers) {
        this.listing = listing;
        this.networks = networks;
        this.containers = containers;
    }

    void list(Call call) throws IOException {
        call.respondJson(200, listing.list(call.filters(NetworkListing.FILTER_KEYS), call.version()));
    }

    void inspect(Call call) throws IOException {
        call.respondJson(200, networks.inspect(call.name(), call.forward()));
    }

    void create(Call call) throws IOException {
        call.respondJson(201, networks.create(call.json(), call.forward()));
    }

    Operation attach(String action) {
        return call ->
                Relay.response(call, networks.attach(call.name(), action, call.json(), containers, call.forward()));
    }

    void remove(Call call) throws IOException {
        Relay.response(call, networks.remove(call.name(), call.forward()));
    }

    void prune(Call call) throws IOException {
        call.respondJson(200, networks.prune(call.forward()));
    }
}
