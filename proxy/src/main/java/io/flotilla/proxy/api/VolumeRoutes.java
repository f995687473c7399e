package io.flotilla.proxy.api;

import io.flotilla.proxy.cluster.Volumes;
import java.io.IOException;

/** Volumes. */
final class VolumeRoutes {
    private final Volumes volumes;

    VolumeRoutes(Volumes volumes) {
        this.volumes = volumes;
    }

    void list(Call call) throws IOException {
        call.respondJson(200, volumes.list(call.filters(Volumes.FILTER_KEYS)));
    }

    void inspect(Call call) throws IOException {
        Relay.response(call, volumes.inspect(call.name(), call.forward()));
    }

    void create(Call call) throws IOException {
        call.respondJson(201, volumes.create(call.json(), call.forward()));
    }

    void remove(Call call) throws IOException {
        volumes.remove(call.name(), call.forward());
        call.respondEmpty(204);
    }

    void prune(Call call) throws IOException {
        call.respondJson(200, volumes.prune(call.filters(Volumes.PRUNE_KEYS), call.forward()));
    }
}
