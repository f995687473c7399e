package io.flotilla.proxy.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flotilla.proxy.cluster.ContainerPrune;
import io.flotilla.proxy.cluster.Containers;
import io.flotilla.proxy.cluster.Containers.Owned;
import io.flotilla.proxy.cluster.Forward;
import io.flotilla.proxy.engine.Answers;
import io.flotilla.proxy.failure.ClusterFailure.BadRequest;
import io.flotilla.proxy.transport.EngineResponse;
import io.flotilla.proxy.transport.RequestBody;
import java.io.IOException;

/** Requests about one container, passed on to its engine. */
final class ContainerRoutes {
    private final Containers containers;
    private final ContainerPrune prune;

    ContainerRoutes(Containers containers, ContainerPrune prune) {
        this.containers = containers;
        this.prune = prune;
    }
    /** Passed on as it is: the engine's answer tells all. */
    Operation read(String action) {
        return call -> Relay.response(call, answer(call, containers.owned(call.name()), action));
    }

    /** Passed on, and the container read anew before the client hears of success. */
    Operation change(String action) {
        return call -> {
            Owned owned = containers.owned(call.name());
            try (EngineResponse response = answer(call, owned, action)) {
                if (response.status() < 300) {
                    owned.refresh();
                }
                Relay.response(call, response);
            }
        };
    }

    private EngineResponse answer(Call call, Owned owned, String action) throws IOException {
        return Waiting.forAnswer(
                call, () -> containers.forward(owned, call.exchange().method(), action, call.forward()));
    }

    /** A connection that turns raw. */
    Operation attach(String action) {
        return call -> {
            Owned owned = containers.owned(call.name());
            Forward forward = new Forward(
                    call.version(),
                    call.rawHeaders(),
                    RequestBody.empty(),
                    call.exchange().rawQuery());
            Relay.hijacked(call, containers.attach(owned, call.exchange().method(), action, forward));
        };
    }

    void inspect(Call call) throws IOException {
        Owned owned = containers.owned(call.name());
        EngineResponse response = answer(call, owned, "json");
        if (response.status() != 200) {
            Relay.response(call, response);
            return;
        }
        JsonNode document = Answers.json(owned.engine().address(), response);
        if (document instanceof ObjectNode inspect) {
            containers.decorate(inspect, owned.engine().view());
        }
        call.respondJson(200, document);
    }

    /** The head goes out at once, since clients start the container only after it; then the end is waited for. */
    void await(Call call) throws IOException {
        Owned owned = containers.owned(call.name());
        EngineResponse response = answer(call, owned, "wait");
        Relay.whileClientStays(call, response, () -> {
            Relay.head(call, response);
            call.exchange().out().flush();
            byte[] result = response.body().readAllBytes();
            owned.refresh();
            call.exchange().out().write(result);
            call.exchange().out().flush();
        });
    }

    void rename(Call call) throws IOException {
        String name = call.query().text("name");
        if (name.isEmpty()) {
            throw new BadRequest("Neither old nor new names may be empty");
        }
        Owned owned = containers.owned(call.name());
        Relay.response(call, containers.rename(owned, name, call.forward()));
    }

    void remove(Call call) throws IOException {
        Owned owned = containers.owned(call.name());
        Relay.response(
                call,
                containers.remove(
                        owned,
                        call.name(),
                        call.query().flag("link"),
                        call.query().flag("v"),
                        call.forward()));
    }

    void prune(Call call) throws IOException {
        call.respondJson(200, prune.run(call.forward().withoutBody()));
    }

    /** {@code POST /commit?container=…}: the query names the container by its id for the engine. */
    void commit(Call call) throws IOException {
        String reference = call.query().text("container");
        if (reference.isEmpty()) {
            throw new BadRequest("container name or id must be given");
        }
        Owned owned = containers.owned(reference);
        try (EngineResponse response = containers.commit(owned, call.forward())) {
            if (response.status() < 300) {
                owned.engine().refreshImages();
            }
            Relay.response(call, response);
        }
    }
}
