package io.flotilla.proxy.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.flotilla.proxy.cluster.Containers;
import io.flotilla.proxy.cluster.Containers.Owned;
import io.flotilla.proxy.cluster.Execs;
import io.flotilla.proxy.cluster.Forward;
import io.flotilla.proxy.engine.Answers;
import io.flotilla.proxy.transport.EngineResponse;
import io.flotilla.proxy.transport.RequestBody;
import io.flotilla.proxy.wire.Json;
import java.io.IOException;

/** Exec instances: made on the container's engine, found there again by their id. */
final class ExecRoutes {
    private final Containers containers;
    private final Execs execs;

    ExecRoutes(Containers containers, Execs execs) {
        this.containers = containers;
        this.execs = execs;
    }

    void create(Call call) throws IOException {
        Owned owned = containers.owned(call.name());
        EngineResponse response = containers.forward(owned, "POST", "exec", call.forward());
        if (response.status() != 201) {
            Relay.response(call, response);
            return;
        }
        JsonNode answer = Answers.json(owned.engine().view().name(), response);
        execs.remember(answer.path("Id").asText(""), owned.engine());
        call.respondJson(201, answer);
    }

    /** Attached it is a raw connection whether the client asks for an upgrade or not; detached an ordinary request. */
    void start(Call call) throws IOException {
        byte[] body = call.bytes();
        Forward forward = new Forward(
                call.version(),
                call.rawHeaders(),
                body.length == 0 ? RequestBody.empty() : new RequestBody.Bytes(body),
                call.exchange().rawQuery());
        if (detached(body)) {
            Relay.response(call, execs.forward(call.name(), "POST", "start", forward));
        } else {
            Relay.hijacked(call, execs.start(call.name(), forward));
        }
    }

    Operation forward(String action) {
        return call -> Relay.response(
                call,
                Waiting.forAnswer(
                        call, () -> execs.forward(call.name(), call.exchange().method(), action, call.forward())));
    }

    /** A body that cannot be read is left for the engine to refuse. */
    private static boolean detached(byte[] body) {
        try {
            return Json.read(body).path("Detach").asBoolean(false);
        } catch (IOException e) {
            return true;
        }
    }
}
