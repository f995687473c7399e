package io.flotilla.proxy.api;

import io.flotilla.proxy.cluster.ContainerCreation;
import java.io.IOException;

/** {@code POST /containers/create}. */
final class ContainerCreateRoute {
    private final ContainerCreation creation;

    ContainerCreateRoute(ContainerCreation creation) {
        this.creation = creation;
    }

    void create(Call call) throws IOException {
        call.respondJson(
                201,
                creation.create(
                        call.query().text("name"), call.json(), call.forward().withoutBody()));
    }
}
